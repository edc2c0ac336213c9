// Local steps at the size of an authority: a preview over 300,000 pupils, the first night with several steps on and the next,
// a school whose register came, and the lists people open.

import { asViewer } from '../src/access/store.ts'
import { systemViewer, type Viewer } from '../src/access/viewer.ts'
import { type LocalDate, localDate } from '../src/calendar/local-date.ts'
import { connect } from '../src/platform/db.ts'
import { newId } from '../src/platform/ids.ts'
import {
  askForPreview,
  findHits,
  proposeTrigger,
  switchOn,
  triggerByToken,
  triggersWithCounts,
  workOutPreview,
} from '../src/triggers/actions.ts'
import { presets } from '../src/triggers/presets.ts'
import { countOpenHits, latestPreview, openHits } from '../src/triggers/store.ts'
import type { Trigger } from '../src/triggers/trigger.ts'
import { authorityAtSize, schoolAt } from './authority-at-size.ts'
import { percentile, rounded, say } from './machine.ts'

const today = localDate('2026-03-20')
const children = 300_000
const pressed = 21

/** The steps that are on: those of the published examples that may be, one of each kind and number. */
const chosen = [
  'gloucestershire.first-day-call',
  'gloucestershire.home-visit',
  'gloucestershire.refer',
  'bradford.siblings-first',
  'barnet.refer-after-leave',
  'hertfordshire.ten-days-apart',
  'hillingdon.year-7',
  'milton-keynes.open-case',
]

export async function run(): Promise<Record<string, unknown>> {
  say(`Making the registers of ${children} pupils`)
  const made = await authorityAtSize(today, { children })
  const owner = connect(made.embedded.owner, { max: 1 })
  const app = connect(made.embedded.app, { max: 2 })
  try {
    const manager = await makeManager()
    const steps = presets
      .flatMap(preset => preset.steps.map(step => ({ id: `${preset.id}.${step.id}`, trigger: step.trigger })))
      .filter(step => chosen.includes(step.id))
    const previews: Record<string, unknown>[] = []
    for (const step of steps) previews.push(await preview(manager, step))
    await owner`vacuum (analyze) triggers, trigger_switches, trigger_previews`
    const night = await timed(() => findHits(app, systemViewer('001', today), { on: today }))
    await owner`vacuum (analyze) trigger_hits, trigger_hit_steps`
    const again = await timed(() => findHits(app, systemViewer('001', today), { on: today }))
    const schoolId = schoolAt(700)
    const school = await times(() => findHits(app, systemViewer('001', today), { on: today, schoolId }))
    const viewer: Viewer = { ...manager, side: 'school', role: 'dsl', schools: [schoolId] }
    const officer: Viewer = { ...manager, role: 'cme-officer' }
    return {
      steps: steps.length,
      previews,
      firstNight: night,
      sameNightAgain: again,
      oneSchoolMs: school,
      pagesMs: {
        today: await times(() => asViewer(app, viewer, tx => openHits(tx, viewer, 5))),
        listOfSchool: await times(() => asViewer(app, viewer, tx => openHits(tx, viewer, 50))),
        listOfAuthority: await times(() => asViewer(app, officer, tx => openHits(tx, officer, 50))),
        countOnMyWork: await times(() => asViewer(app, officer, tx => countOpenHits(tx, officer))),
        settings: await times(() => asViewer(app, manager, tx => triggersWithCounts(tx, manager))),
      },
    }
  } finally {
    await app.end({ timeout: 5 })
    await owner.end({ timeout: 5 })
    await made.remove()
  }

  async function makeManager(): Promise<Viewer> {
    const id = newId()
    await owner`insert into people (la_code, id, email, name) values ('001', ${id}, 'local.steps@example.org', 'A manager')`
    return {
      ...systemViewer('001', today),
      side: 'authority',
      role: 'manager',
      personId: id,
      name: 'A manager',
    }
  }

  async function preview(manager: Viewer, step: { id: string; trigger: Trigger }) {
    const on = <T>(work: Parameters<typeof asViewer<T>>[2]) => asViewer(app, manager, work)
    const proposed = await on(tx =>
      proposeTrigger(tx, manager, {
        name: step.id,
        trigger: step.trigger,
        preset: step.id,
        why: 'A measurement',
      }),
    )
    if (!proposed.allowed) throw new Error(`${step.id} is refused`)
    const { token } = proposed.value
    const { id } = await on(tx => triggerByToken(tx, manager, token))
    const began = performance.now()
    const asked = await on(tx => askForPreview(tx, manager, token))
    if (asked.allowed && !asked.value.isDone) {
      const waiting = await on(tx => latestPreview(tx, manager, id))
      await workOutPreview(app, systemViewer('001', today), waiting!.id)
    }
    const seconds = rounded((performance.now() - began) / 1000)
    const done = await on(tx => latestPreview(tx, manager, id))
    await on(tx => switchOn(tx, manager, { token, fromOn: today as LocalDate, why: 'A measurement' }))
    const figures = { step: step.id, seconds, caughtNow: done!.caught_now, caughtLately: done!.caught_lately }
    say(`  ${JSON.stringify(figures)}`)
    return figures
  }
}

async function timed<T extends object>(work: () => Promise<T>): Promise<T & { seconds: number }> {
  const began = performance.now()
  const result = await work()
  const figures = { ...result, seconds: rounded((performance.now() - began) / 1000) }
  say(`  ${JSON.stringify(figures)}`)
  return figures
}

/** The median and the 95th of several goes, in milliseconds. */
async function times(work: () => Promise<unknown>): Promise<{ p50: number; p95: number }> {
  const spent: number[] = []
  for (let time = 0; time < pressed; time++) {
    const began = performance.now()
    await work()
    spent.push(performance.now() - began)
  }
  const figures = { p50: rounded(percentile(spent, 0.5)), p95: rounded(percentile(spent, 0.95)) }
  say(`  ${JSON.stringify(figures)}`)
  return figures
}
