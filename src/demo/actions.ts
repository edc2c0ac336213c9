// The made-up authority, brought in the way a real one is: its files imported, the rules run, its people at work.

import { createReadStream, statSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { detect } from '../absences/actions.ts'
import { makeDemonstrationPeople } from '../access/actions.ts'
import { asViewer } from '../access/store.ts'
import { sideOf, systemViewer, type Viewer } from '../access/viewer.ts'
import { addDays, localDate } from '../calendar/local-date.ts'
import type { Kind } from '../formats/columns.ts'
import { applyFile, receiveFile } from '../interchange/actions.ts'
import { learnModel } from '../matching/models/actions.ts'
import { insertAcceptance } from '../matching/models/store.ts'
import type { Connection } from '../platform/connection.ts'
import { connect, type Sql } from '../platform/db.ts'
import { takeCounts } from '../reports/actions.ts'
import { insertAuthority, schoolsOf } from '../schools/store.ts'
import { askForPreview, findHits, proposeTrigger, switchOn } from '../triggers/actions.ts'
import { presetStepOf } from '../triggers/presets.ts'
import { writeFiles } from './commands.ts'
import { type Demonstration, demonstration, usualOptions } from './generate.ts'
import { tellHistories } from './histories/actions.ts'
import { demoAuthority } from './schools.ts'
import { type Colleague, emailOf, type StaffKey, staff } from './staff.ts'

/** In the order in which each needs the one before. */
const inOrder = [
  ['schools', 'schools'],
  ['term-dates', 'term dates'],
  ['pupils', 'pupils'],
  ['contacts', 'contacts'],
  ['leave', 'leave'],
  ['attendance-marks', 'registers'],
  ['attendance', 'corrections of registers'],
] as const satisfies readonly (readonly [Kind, string])[]

export type Loading = {
  app: Connection
  /** The registers end the day before. */
  today: string
  progress: (says: string) => void
  /** How large, where it is not the usual size. */
  size?: { schools: number; pupils: number }
}

/**
 * Makes the demonstration authority: writes its files, imports them, runs the rules up to today, makes its people and
 * lets them do the work of the past months. Everything goes through the actions that pages use, as the application's
 * own database role. Throws where anything is refused.
 *
 * Loading over what was loaded before changes nothing.
 */
export async function loadDemonstration({ app, today, progress, size }: Loading): Promise<void> {
  const made = demonstration({
    ...usualOptions,
    ...size,
    on: addDays(localDate(today), -1),
    marks: true,
  })
  const sql = connect(app, { max: 2 })
  try {
    await insertAuthority(sql, demoAuthority.laCode, demoAuthority.name)
    const isNew = await importFiles(sql, made, today, progress)
    if (!isNew) return
    progress('Applying the absence rules')
    await detect(sql, systemViewer(demoAuthority.laCode, today), {
      on: localDate(today),
      now: () => earlyOn(today),
    })
    progress('Bringing in the people who can be signed in as')
    const people = await makePeople(sql, made, today)
    await countNames(sql, people.get('manager')!.on(today), progress)
    await tellHistories({ sql, made, people, today: localDate(today) })
    progress('Switching on local steps')
    await switchOnLocalSteps(sql, people.get('manager')!.on(today), today)
    const system = systemViewer(demoAuthority.laCode, today)
    await asViewer(sql, system, tx => takeCounts(tx, system, new Date(`${today}T06:00:00Z`)))
  } finally {
    await sql.end({ timeout: 5 })
  }
}

/**
 * How common each name is here, before anybody is compared: a made-up authority has few names, and judged by those of a
 * real one, hundreds of strangers would look alike.
 */
async function countNames(sql: Sql, manager: Viewer, progress: Loading['progress']): Promise<void> {
  progress('Counting names')
  const system = systemViewer(manager.la, manager.today)
  const version = await learnModel(sql, system, manager.name)
  if (version === undefined) return
  const why = 'Counts how common each name is at our own schools'
  await asViewer(sql, system, tx => insertAcceptance(tx, system, { version, by: manager.name, why }))
}

/** Of the published examples: two that the manager has taken over and switched on, and one that is only written down. */
const localSteps = [
  ['gloucestershire.home-visit', 'Home visit by the fifth day', 'Agreed with the heads’ panel'],
  ['bradford.eight-weeks', 'Eight weeks after a referral', 'So that no referral is forgotten'],
] as const
const writtenDown = [
  'barnet.refer-after-leave',
  'Refer five days after leave',
  'To be talked over with the heads',
] as const

async function switchOnLocalSteps(sql: Sql, manager: Viewer, today: string): Promise<void> {
  await asViewer(sql, manager, async tx => {
    for (const [preset, name, why] of [...localSteps, writtenDown]) {
      const { trigger } = presetStepOf(preset)!.step
      const proposed = await proposeTrigger(tx, manager, { name, trigger, preset, why })
      if (!proposed.allowed) throw new Error(`The local step ${preset} was refused`)
      if (preset === writtenDown[0]) continue
      const { token } = proposed.value
      await askForPreview(tx, manager, token)
      const on = await switchOn(tx, manager, { token, fromOn: today, why })
      if (!on.allowed) throw new Error(`The local step ${preset} could not be switched on`)
    }
  })
  await findHits(sql, systemViewer(manager.la, today), { on: localDate(today) })
}

/** Files come in the night. */
const earlyOn = (today: string): Date => new Date(`${today}T00:10:00Z`)

/** Gives whether any of the files was new. */
async function importFiles(
  sql: Sql,
  made: Demonstration,
  today: string,
  progress: Loading['progress'],
): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'onroll-demonstration-'))
  try {
    writeFiles(made, folder)
    const system = systemViewer(demoAuthority.laCode, today, 'The schools’ systems')
    let isNew = false
    for (const [kind, words] of inOrder) {
      const file = join(folder, `${kind}.csv`)
      progress(`Reading ${words} (${inSize(statSync(file).size)})`)
      const source = () => createReadStream(file, { highWaterMark: 1 << 18 })
      const received = await asViewer(sql, system, tx =>
        receiveFile(tx, system, {
          kind,
          fileName: `${kind}.csv`,
          content: source(),
          demonstration: true,
          now: earlyOn(today),
        }),
      )
      if (received.already) continue
      isNew = true
      const { state, problems } = await applyFile(sql, system, received.id, {
        now: earlyOn(today),
        source,
        // The rules run once, over everything, when all the files are in.
        thenDetect: false,
      })
      const wrong = problems.find(problem => problem.severity === 'held')
      if (state !== 'applied' || wrong) {
        throw new Error(
          `The demonstration’s ${kind} file was not read whole: line ${wrong?.line}, ${wrong?.column}: found "${wrong?.found}", expected ${wrong?.expected}`,
        )
      }
    }
    return isNew
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const inSize = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`

/** Someone at work on a day. */
export type Person = { on: (day: string) => Viewer; colleague: Colleague }

async function makePeople(
  sql: Sql,
  made: Demonstration,
  today: string,
): Promise<ReadonlyMap<StaffKey, Person>> {
  const la = demoAuthority.laCode
  const system = systemViewer(la, today)
  return asViewer(sql, system, async tx => {
    const schools = new Map((await schoolsOf(tx, system)).map(school => [school.urn, school]))
    const receiving = made.stories().find(story => story.key === 'found-elsewhere-enrolled')!.school_urn
    const everyone = staff(
      receiving,
      [...made.schools()].map(school => school.urn),
    )
    const ids = await makeDemonstrationPeople(
      tx,
      la,
      everyone.map(colleague => ({
        name: colleague.name,
        email: emailOf(colleague),
        roles:
          colleague.schools.length > 0
            ? colleague.schools.map(urn => ({ role: colleague.role, schoolId: schools.get(urn)!.id }))
            : [{ role: colleague.role }],
      })),
    )
    return new Map(
      everyone.map((colleague, i): [StaffKey, Person] => {
        const own = colleague.schools.map(urn => schools.get(urn)!)
        return [
          colleague.key,
          {
            colleague,
            on: day => ({
              la,
              side: sideOf(colleague.role),
              role: colleague.role,
              personId: ids[i]!,
              name: colleague.name,
              organisation: own.map(school => school.name).join(' and ') || demoAuthority.name,
              schools: own.map(school => school.id),
              today: day,
            }),
          },
        ]
      }),
    )
  })
}
