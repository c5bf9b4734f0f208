#!/bin/bash
# Submits all shards of a request and their merge: ./submit.sh "V_16 at 3 loops" 8 parts
set -eu
here=$(cd "$(dirname "$0")" && pwd)
request=$1 shards=$2 folder=$3
job=$(sbatch --parsable --array="1-$shards" "$here/shard.sbatch" "$request" "$shards" "$folder")
merge=$(sbatch --parsable --dependency="afterok:$job" --kill-on-invalid-dep=yes "$here/merge.sbatch" "$folder")
echo "shards: job $job; merge: job $merge, its product in $folder/merged"
echo "a task that failed is rerun alone: ./rerun.sh \"$request\" $shards $folder"
