// Writes two lists of made-up pupils and the truth about them, for trying the matcher on.
//   npm run bench -- made-up --children 250000 --seed 101 --errors 2.5 --pool concentrated --out DIR

import { parseArgs } from 'node:util'
import { writeMadeUp } from '../src/matching/made-up/testing/files.ts'
import { rounded, say } from './machine.ts'

export { writeMadeUp }

export async function run(args: string[]): Promise<Record<string, unknown>> {
  const { values } = parseArgs({
    args,
    options: {
      children: { type: 'string', default: '250000' },
      seed: { type: 'string', default: '1' },
      errors: { type: 'string', default: '1' },
      pool: { type: 'string', default: 'usual' },
      out: { type: 'string' },
    },
  })
  if (!values.out || (values.pool !== 'usual' && values.pool !== 'concentrated'))
    throw new Error('made-up needs --out DIR; --pool is usual or concentrated')
  const settings = {
    children: Number(values.children),
    seed: Number(values.seed),
    errors: Number(values.errors),
    pool: values.pool,
  } as const
  say(`making ${settings.children} by ${settings.children} in ${values.out}`)
  const started = performance.now()
  await writeMadeUp(values.out, settings)
  return { settings, out: values.out, seconds: rounded((performance.now() - started) / 1000) }
}
