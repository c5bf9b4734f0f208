#!/bin/bash
# Submits again the shards that are not there, and the merge behind them: ./rerun.sh "V_16 at 3 loops" 8 parts
set -eu
here=$(cd "$(dirname "$0")" && pwd)
request=$1 shards=$2 folder=$3 format=${FORMAT:-ndjson}
missing=
for ((i = 1; i <= shards; i++)); do
  [ -e "$folder/$i.$format" ] || missing=${missing:+$missing,}$i
done
after=
if [ -n "$missing" ]; then
  job=$(sbatch --parsable --array="$missing" "$here/shard.sbatch" "$request" "$shards" "$folder")
  after=--dependency=afterok:$job
  echo "shards $missing: job $job"
fi
merge=$(sbatch --parsable $after --kill-on-invalid-dep=yes "$here/merge.sbatch" "$folder")
echo "merge: job $merge, its product in $folder/merged"
