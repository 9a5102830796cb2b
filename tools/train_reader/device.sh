#!/usr/bin/env bash
# Train the reader on a machine with one GPU that has no network and no Legation: plain python3 with torch and numpy.
#
#   tools/train_reader/device.sh OUT MINUTES [more options of `python -m tools.train_reader train`]
#
# It reads the pretrained encoder and the treebanks from .device/ (see prepare.sh), trains for MINUTES, and leaves the
# averaged weights in OUT as parts under 16 MiB, every minute and at the end: a run that is cut off leaves what it had.
# EXTRA="0.1 0.3" trains on these shares of the corpus as well, beside the main one, for CURVE_MINUTES each; of those
# only the curves are kept. Eight files at most are left. `python -m tools.train_reader join` reads them.
set -u
out=$1 minutes=$2
shift 2
export PYTHONPATH=src:. PYTHONUNBUFFERED=1 OMP_NUM_THREADS=2
work=$(mktemp -d)
common="train --device ${DEVICE:-cuda} --data .device/nlp --pretrained .device/minilm"
leave() {
    [ -f "$work/main/reader.pt" ] || return
    python3 -m tools.train_reader split --work "$work/main" --to "$work/parts" && cp "$work"/parts/* "$out"
    for share in ${EXTRA:-}; do sed "s/^{/{\"share\": $share, /" "$work/$share/curve.jsonl"; done >"$out/curves.jsonl"
}
trap 'kill $saver; kill -TERM $main $others 2>/dev/null; wait $main; leave; exit 1' TERM INT
others="" saver="" main=""
for share in ${EXTRA:-}; do
    python3 -m tools.train_reader $common --work "$work/$share" --minutes "${CURVE_MINUTES:-$minutes}" \
        --corpus-share "$share" "$@" >/dev/null 2>&1 &
    others="$others $!"
done
python3 -m tools.train_reader $common --work "$work/main" --minutes "$minutes" "$@" 2>"$out/log" &
main=$!
while sleep 60; do leave; done &
saver=$!
wait $main
status=$?
[ -n "$others" ] && wait $others
kill $saver
wait $saver 2>/dev/null
leave
[ $status = 0 ] || tail -30 "$out/log"
nvidia-smi --query-gpu=name,memory.used --format=csv,noheader 2>/dev/null
ls -l "$out"
exit $status
