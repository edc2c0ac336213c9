/** `onroll rules`: the rule book from the program itself, without a database. */
import { parseArgs } from 'node:util'
import { type LocalDate, parseLocalDate } from '../calendar/local-date.ts'
import { rules } from '../law/rules.ts'
import { systemClock } from '../platform/clock.ts'
import { type Command, type CommandIo, UsageProblem } from '../platform/command.ts'
import { limitOn, markOf, ruleAsText, ruleIn, subjects } from './book.ts'
import { testsOf } from './store.ts'

const help = `onroll rules [ID] [--on YYYY-MM-DD] [--json]

Prints the rule book: every rule in a line, or one rule whole, with its limit on a day, its versions, its sources, how
well each is known, and the tests that hold it. Needs no database and no network.

  ID             a rule: T-07, L-06, D-CSA-START, R9-I, PA
  --on DATE      the day for which limits are shown; today unless given
  --json         one JSON object a line instead of text
  --help         this page

Exits 0 when it printed, 1 when there is no such rule, 2 when called wrongly.
`

export const rulesCommand: Command = { name: 'rules', help, run }

async function run(args: string[], io: CommandIo): Promise<number> {
  const { id, on, json } = called(args)
  if (id === undefined) {
    io.stdout.write(
      json
        ? rules.map(rule => `${JSON.stringify({ ...rule, mark: markOf(rule, on) })}\n`).join('')
        : listed(on),
    )
    return 0
  }
  const rule = ruleIn(rules, id) ?? ruleIn(rules, id.toUpperCase())
  if (!rule) {
    io.stderr.write(`There is no rule "${id}". onroll rules lists them.\n`)
    return 1
  }
  const tests = await testsOf(rule)
  if (json) {
    const limitInForce = limitOn(rule, on) ?? null
    io.stdout.write(`${JSON.stringify({ ...rule, on, limitInForce, mark: markOf(rule, on), tests })}\n`)
  } else io.stdout.write(ruleAsText(rule, on, tests))
  return 0
}

function called(args: string[]): { id: string | undefined; on: LocalDate; json: boolean } {
  const { values, positionals } = parsed(args)
  if (positionals.length > 1) throw new UsageProblem('One rule at a time')
  const on = values.on === undefined ? systemClock.today() : parseLocalDate(values.on)
  if (!on) throw new UsageProblem(`--on wants a day as YYYY-MM-DD, not "${values.on}"`)
  return { id: positionals[0], on, json: values.json ?? false }
}

function parsed(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: { on: { type: 'string' }, json: { type: 'boolean' } },
    })
  } catch (error) {
    throw new UsageProblem((error as Error).message)
  }
}

/** Every rule in a line, by subject. */
function listed(on: LocalDate): string {
  const width = Math.max(...rules.map(rule => rule.id.length))
  return subjects
    .map(({ kind, title }) => {
      const lines = rules
        .filter(rule => rule.kind === kind)
        .map(
          rule => `  ${rule.id.padEnd(width)}  ${markOf(rule, on) === 'unverified' ? '!' : ' '} ${rule.name}`,
        )
      return lines.length === 0 ? '' : `${title}\n${lines.join('\n')}\n`
    })
    .filter(part => part !== '')
    .join('\n')
    .concat('\n! not checked: get it checked before you rely on it. onroll rules ID says more.\n')
}
