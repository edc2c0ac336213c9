#!/usr/bin/env -S node --max-semi-space-size=8
// The size is in megabytes: with what V8 would choose on a large machine, answering sixteen people at once takes twice the
// memory for nothing (docs/benchmarks.md). It can only be said when the program starts.
import { fileURLToPath } from 'node:url'
import { runWithNode24 } from './with-node-24.js'

await runWithNode24(fileURLToPath(import.meta.url), '../src/main.ts')
