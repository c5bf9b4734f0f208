#!/bin/bash
# Submits an ensemble in parts and their merge: ./ensemble.sh 8 parts --activation tanh --C-W 1 --width 64 --depth 8 --samples 100000
set -eu
here=$(cd "$(dirname "$0")" && pwd)
parts=$1 folder=$2
shift 2
job=$(sbatch --parsable --array="1-$parts" "$here/ensemble.sbatch" "$folder" "$@")
merge=$(sbatch --parsable --dependency="afterok:$job" --kill-on-invalid-dep=yes "$here/ensemble-merge.sbatch" "$folder")
echo "parts: job $job; merge: job $merge, its product in $folder/merged"
