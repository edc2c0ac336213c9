/** `onroll matching`: the weights by which records are compared, learned, looked at and accepted by a person. */
import { parseArgs } from 'node:util'
import { asViewer } from '../../access/store.ts'
import { systemViewer, type Viewer } from '../../access/viewer.ts'
import { systemClock } from '../../platform/clock.ts'
import { type Command, type CommandIo, UsageProblem } from '../../platform/command.ts'
import { connect, type Sql } from '../../platform/db.ts'
import { authorityMeant } from '../../schools/store.ts'
import { learnModel } from './actions.ts'
import { insertAcceptance, type ModelRow, modelsOf } from './store.ts'

const help = `onroll matching [models | train | accept VERSION] [--la CODE] [--by NAME] [--why WORDS] [--even-so]

How likely it is that two records are of one child goes by weights. Onroll begins with published ones; these commands learn
an authority's own from its children's records, without being told any answer, and count how common each name is there.
What was learned is in force only when a person accepts it, and to go back is to accept an older one again.

  models           the models there are, what they find on made-up children, and which is in force (the usual command)
  train            learns one, says what moved, and keeps it as a proposal
  accept VERSION   puts that one in force from now on; needs --by and --why
  --by NAME        who does it: kept with what is done
  --why WORDS      why it is accepted: kept too
  --even-so        accepts one of which a level moved by more than 10 in 100
  --la CODE        the authority; needed only where the installation has several
`

export const matchingCommand: Command = { name: 'matching', help, run }

async function run(args: string[], io: CommandIo): Promise<number> {
  const { what, version, values } = readArgs(args)
  const database = await io.database()
  const sql = connect(database.connection, { max: 2 })
  try {
    const la = await authorityMeant(sql, values.la)
    const viewer = systemViewer(la, systemClock.today(), values.by)
    if (what === 'train') return await train(sql, viewer, io, values.by ?? 'The command line')
    if (what === 'accept') {
      const given = {
        version: version!,
        by: values.by!,
        why: values.why!,
        evenSo: values['even-so'] === true,
      }
      return await accept(sql, viewer, io, given)
    }
    tell(await asViewer(sql, viewer, tx => modelsOf(tx, viewer)), io)
    return 0
  } finally {
    await sql.end({ timeout: 5 })
    await database.release()
  }
}

function readArgs(args: string[]) {
  let parsed: ReturnType<typeof parseOptions>
  try {
    parsed = parseOptions(args)
  } catch (error) {
    throw new UsageProblem((error as Error).message)
  }
  const { values, positionals } = parsed
  const [what = 'models', number, ...others] = positionals
  if (!['models', 'train', 'accept'].includes(what) || others.length > 0 || (what !== 'accept' && number)) {
    throw new UsageProblem('Say models, train, or accept and a version.')
  }
  if (what !== 'accept') return { what, version: undefined, values }
  if (!/^[1-9]\d{0,8}$/.test(number ?? '')) throw new UsageProblem('Say which version to accept: a number.')
  if (!values.by?.trim() || !values.why?.trim())
    throw new UsageProblem('Say who accepts it and why: --by, --why.')
  return { what, version: Number(number), values }
}

const parseOptions = (args: string[]) =>
  parseArgs({
    args,
    allowPositionals: true,
    options: {
      la: { type: 'string' },
      by: { type: 'string' },
      why: { type: 'string' },
      'even-so': { type: 'boolean' },
    },
  })

async function train(sql: Sql, viewer: Viewer, io: CommandIo, by: string): Promise<number> {
  const version = await learnModel(sql, viewer, by)
  if (version === undefined) {
    io.stderr.write('There are no children to learn from.\n')
    return 1
  }
  const [made] = await asViewer(sql, viewer, tx => modelsOf(tx, viewer))
  tell([made!], io)
  io.stdout.write(
    `Kept as a proposal. In force it is after: onroll matching accept ${version} --by … --why …\n`,
  )
  return 0
}

async function accept(
  sql: Sql,
  viewer: Viewer,
  io: CommandIo,
  given: { version: number; by: string; why: string; evenSo: boolean },
): Promise<number> {
  const models = await asViewer(sql, viewer, tx => modelsOf(tx, viewer))
  const model = models.find(one => one.version === given.version)
  if (!model) {
    io.stderr.write(`There is no model ${given.version}.\n`)
    return 1
  }
  // What was in force before may be gone back to as it is.
  if (model.moved.tooFar && model.accepted_at === null && !given.evenSo) {
    tell([model], io)
    io.stderr.write('A level moved by more than 10 in 100: look at it, and say --even-so if it is right.\n')
    return 1
  }
  await asViewer(sql, viewer, tx => insertAcceptance(tx, viewer, given))
  io.stdout.write(`Model ${given.version} is in force.\n`)
  return 0
}

function tell(models: readonly ModelRow[], { stdout }: CommandIo): void {
  if (models.length === 0)
    stdout.write('No model was learned here yet: the published starting weights are in force.\n')
  const latest = models.reduce<Date | null>(
    (last, { accepted_at: at }) => (at !== null && (last === null || at > last) ? at : last),
    null,
  )
  for (const model of models) {
    const state =
      model.accepted_at === null
        ? 'proposed'
        : `${model.accepted_at === latest ? 'in force' : 'was in force'}: accepted ${day(model.accepted_at)} by ${model.accepted_name}, ${model.why}`
    stdout.write(`Model ${model.version}, made ${day(model.made_at)} by ${model.made_name}: ${state}\n`)
    stdout.write(`  learned from ${model.trained_on.children} children: ${model.trained_on.from}\n`)
    const found = Object.entries(model.measures).map(([what, figure]) => `${what} ${figure}`)
    stdout.write(`  on made-up children: ${found.join(', ')}\n`)
    for (const { level, from, to } of model.moved.levels.slice(0, 12)) {
      stdout.write(`  ${level}: ${percent(from)} → ${percent(to)}\n`)
    }
  }
}

const day = (at: Date): string => at.toISOString().slice(0, 10)
const percent = (chance: number): string => `${(chance * 100).toFixed(1)} in 100`
