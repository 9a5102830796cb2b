#!/usr/bin/env bash
# Train the reader on a machine with one GPU that has no network and no Legation: plain python3 with torch and numpy.
#
#   tools/train_reader/device.sh OUT MINUTES [more options of `python -m tools.train_reader train`]
#
# It reads the pretrained encoder and the treebanks from .device/ (see `prepare.sh`), trains for MINUTES, and leaves
# the averaged weights in OUT as parts under 16 MiB. A run that is stopped leaves what it last saved.
# EXTRA="0.1 0.3" trains on these shares of the corpus as well, each a process of its own beside the main one, and keeps
# their curves only (CURVE_MINUTES each).
set -u
out=$1 minutes=$2
shift 2
export PYTHONPATH=src:. PYTHONUNBUFFERED=1 OMP_NUM_THREADS=2
work=$(mktemp -d)
common="train --device ${DEVICE:-cuda} --data .device/nlp --pretrained .device/minilm"
leave() { python3 -m tools.train_reader split --work "$work/main" --to "$out"; }
trap 'kill -TERM ${main:-} ${others:-} 2>/dev/null; wait ${main:-}; leave; exit 1' TERM INT
others=""
for share in ${EXTRA:-}; do
    python3 -m tools.train_reader $common --work "$work/$share" --minutes "${CURVE_MINUTES:-$minutes}" --corpus-share "$share" "$@" >"$out/curve-$share.jsonl" 2>/dev/null &
    others="$others $!"
done
python3 -m tools.train_reader $common --work "$work/main" --minutes "$minutes" "$@" 2>"$out/log" &
main=$!
wait $main
status=$?
leave
[ -n "$others" ] && wait $others
nvidia-smi --query-gpu=name,memory.used --format=csv,noheader
ls -l "$out"
exit $status
