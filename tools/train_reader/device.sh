#!/usr/bin/env bash
# How the shipped weights are made on a machine with one GPU that has no network and no Legation: plain python3 with torch,
# numpy and onnx. What it needs lies in GIVEN, .device/ by itself (see prepare.sh). WORK is a folder of that machine.
#
#   tools/train_reader/device.sh ready WORK            the texts made ready, the shipped weights restored, a short trial
#   tools/train_reader/device.sh train WORK TEACHERS PUPILS   minutes of three teachers (after TREES=1 of two), then of three pupils
#   tools/train_reader/device.sh leave WORK OUT [NAME]     the best weights so far (or NAME's) as parts under 16 MiB, with the curves
#
# Two large teachers see the treebanks alone and read the corpus, which has no trees; three more learn these with the acts, each
# without a third of the corpus, whose acts it then reads; pupils go on from the shipped weights and learn from the marks and from
# what the teachers read (see teach.py), and their mean is measured with them. Without the first two, the sentences of the corpus
# are never told a tree, and a large model soon knows the two kinds of text apart (see DESIGN.md, "The reader").
set -u
what=$1 work=$2 given=${GIVEN:-.device}
export PYTHONPATH=src:. PYTHONUNBUFFERED=1 OMP_NUM_THREADS=2
vocabulary="--vocabulary src/legation/read/model/vocabulary.txt"
reader() { python3 -m tools.train_reader "$@"; }
train() { # NAME OPTIONS
    name=$1
    shift
    reader train --device cuda --ready "$work/ready" $vocabulary --work "$work/$name" "$@" >"$work/$name.log" 2>&1 || tail -3 "$work/$name.log"
}
teacher() { train "$1" --is-large --pretrained "$given/teacher" --head-rate 1e-3 --budget 4800 --seed "1$2" "${@:3}"; }
pupil() { train "$1" --pretrained "$given" --start "$work/start" "${@:2}"; }
case $what in
ready)
    mkdir -p "$work"
    for number in 0 1 2 3 4; do
        reader ready --number $number --to "$work/ready" --data "$given/nlp" --pretrained "$given" $vocabulary &
    done
    reader restore --work "$work/start" &
    wait
    teacher trial1 0 --minutes 0.2 --encoder-rate 8e-5 &
    pupil trial2 --minutes 0.2 --encoder-rate 2e-4 &
    wait
    tail -qn 3 "$work"/trial*.log | cut -c1-300
    rm -rf "$work"/trial*
    nvidia-smi --query-gpu=name,memory.used --format=csv,noheader
    ;;
train)
    for number in 3 4; do
        teacher x$number $number --without 0 1 --minutes "${TREES:-1}" --encoder-rate "${RATE:-8e-5}" &
    done
    wait
    reader teach --is-large --device cuda --ready "$work/ready" --trees-only --teachers "$work"/x3 "$work"/x4 --work "$work/trees"
    for part in 0 1 2; do
        teacher t$part $part --without $part 3 --lesson "$work/trees/lesson.npz" --minutes "$3" --encoder-rate "${RATE:-8e-5}" &
    done
    wait
    reader teach --is-large --device cuda --ready "$work/ready" --unseen --teachers "$work"/t0 "$work"/t1 "$work"/t2 --work "$work/lesson"
    lesson="--lesson $work/lesson/lesson.npz --minutes $4"
    pupil p1 $lesson --seed 41 --encoder-rate 2e-4 --lesson-weight 0.35 --masked 0.06 --event-dropout 0.3 &
    pupil p2 $lesson --seed 42 --encoder-rate 1.5e-4 --lesson-weight 0.5 --masked 0.08 --event-dropout 0.35 &
    pupil p3 $lesson --seed 43 --encoder-rate 2.5e-4 --lesson-weight 0.2 --masked 0.08 --event-dropout 0.35 --frozen &
    wait
    reader mean --teachers "$work"/p1 "$work"/p2 "$work"/p3 --shares 0.34 0.33 0.33 --work "$work/mean"
    reader measure --device cuda --ready "$work/ready" $vocabulary --pretrained "$given" --start "$work/mean" --work "$work/mean" >/dev/null
    touch "$work/finished"
    ;;
leave)
    out=$3
    best=${4:-$(python3 tools/train_reader/best.py "$work" p1 p2 p3 mean)}
    echo "left: $best"
    reader split --work "$work/$best" --to "$work/parts" && cp "$work"/parts/* "$out"
    (cd "$work" && for curve in */curve.jsonl; do sed "s/^{/{\"run\": \"${curve%/*}\", /" "$curve"; done) >"$out/curves.jsonl"
    reader doubts --ready "$work/ready" --lesson "$work/lesson/lesson.npz" --to "$out/doubts.tsv"
    ls -l "$out"
    ;;
esac
