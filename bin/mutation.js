#!/usr/bin/env node
import { fileURLToPath } from 'node:url'
import { runWithNode24 } from './with-node-24.js'

await runWithNode24(fileURLToPath(import.meta.url), '../src/platform/testing/mutation.ts')
