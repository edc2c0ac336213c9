// Loaded into the web process before anything else (`node --import`): tells whoever measures how big its heap is.

import { memoryUsage } from 'node:process'

// The jobs process is forked with the same words and is not measured.
if (process.send && process.argv[1]?.endsWith('onroll.js')) {
  setInterval(() => {
    const { heapUsed, heapTotal, external } = memoryUsage()
    process.send?.({ heapUsed, heapTotal, external })
  }, 200).unref()
}
