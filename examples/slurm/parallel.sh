#!/bin/bash
# The same on one machine with GNU parallel: ./parallel.sh "V_16 at 3 loops" 8 parts; run again, it makes what failed.
set -eu
request=$1 shards=$2 folder=$3 format=${FORMAT:-ndjson}
mkdir -p "$folder"
seq "$shards" | parallel --joblog "$folder/joblog" --resume-failed \
  "${ONEOVERN:-oneovern}" diagrams "'$request'" --format "$format" --quiet --shard "{}/$shards" -o "$folder/{}.$format"
${ONEOVERN:-oneovern} merge "$folder"/*."$format" ${MERGE_FLAGS:-}
