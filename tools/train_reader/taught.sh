#!/usr/bin/env bash
# How the shipped weights are made on a machine with one GPU: teachers side by side, then pupils that go on from them and
# learn from the corpus and from what the teachers together read. The best pupil on the development files and the
# held-out tenth is left in OUT, as parts (see device.sh, parts.py); until there is one, the best teacher.
#
#   tools/train_reader/taught.sh OUT TEACHER_MINUTES PUPIL_MINUTES
set -u
out=$1 teaching=$2 learning=$3
export PYTHONPATH=src:. PYTHONUNBUFFERED=1 OMP_NUM_THREADS=2
work=${WORK:-$(mktemp -d)}
mkdir -p "$work"
common="--device ${DEVICE:-cuda} --data .device/nlp --pretrained .device/minilm ${MORE:-}"
train() { # NAME OPTIONS
    name=$1
    shift
    python3 -m tools.train_reader train $common --work "$work/$name" "$@" >"$work/$name.log" 2>&1 || tail -3 "$work/$name.log"
}
leave() { # NAMES: the best of them to OUT
    best=$(python3 - "$work" "$@" <<'END'
import json, sys
def worth(name):
    last = {}
    for line in open(f"{sys.argv[1]}/{name}/curve.jsonl"):
        row = json.loads(line)
        last[row["kind"] + row.get("file", "")] = row
    acts, trees = last["events"], (last["figuresewt_dev"]["las"] + last["figuresgum_dev"]["las"]) / 2
    figures = {k: acts[k] for k in ("trigger_type", "trigger", "parties", "status", "mode", "negatives_silent")}
    print(name, json.dumps(figures), "las", trees, "names", last["figuresgum_dev"]["names"], file=sys.stderr)
    return acts["trigger_type"] + acts["parties"] / 2 + acts["status"] / 4 + trees / 50
names = []
for name in sys.argv[2:]:
    try:
        names.append((worth(name), name))
    except (OSError, KeyError) as error:
        print(name, repr(error), file=sys.stderr)
print(max(names)[1] if names else "")
END
    )
    [ -n "$best" ] || return
    echo "best: $best"
    python3 -m tools.train_reader split --work "$work/$best" --to "$work/parts" && cp "$work"/parts/* "$out"
    (cd "$work" && for curve in */curve.jsonl; do sed "s/^{/{\"run\": \"${curve%/*}\", /" "$curve"; done) >"$out/curves.jsonl"
}
train t1 --minutes "$teaching" --seed 7 &
train t2 --minutes "$teaching" --seed 11 --frozen --masked 0.1 --event-dropout 0.35 &
train t3 --minutes "$teaching" --seed 23 --encoder-rate 3.5e-4 &
train t4 --minutes "$teaching" --seed 31 --frozen --encoder-rate 4e-4 --masked 0.08 &
wait
leave t1 t2 t3 t4
python3 -m tools.train_reader teach $common --work "$work/t1" --minutes 1 --teachers "$work"/t1 "$work"/t2 "$work"/t3 "$work"/t4 || exit 1
for number in 1 2 3 4; do
    case $number in 1) how="--encoder-rate 2e-4" ;; 2) how="--encoder-rate 1.2e-4 --frozen" ;; 3) how="--encoder-rate 2e-4 --masked 0.08" ;; *) how="--encoder-rate 2.5e-4 --frozen --masked 0.08 --event-dropout 0.3" ;; esac
    train "p$number" --minutes "$learning" --seed "4$number" --start "$work/t$number" --lesson "$work/t1/lesson.npy" $how &
done
wait
leave p1 p2 p3 p4
ls -l "$out"
