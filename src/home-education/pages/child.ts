// One child educated at home: where it stands, what is due and why, and what was done.
import { may } from '../../access/actions-allowed.ts'
import type { Page } from '../../access/page.ts'
import { acrossOrganisations } from '../../access/store.ts'
import { inWords, type LocalDate } from '../../calendar/local-date.ts'
import { childByToken } from '../../children/store.ts'
import { checkedValuesOf } from '../../rulebook/store.ts'
import { countedAs, nextOf, recordFrom, stepInWords, views } from '../home-education.ts'
import { onARegister, openCaseTokenOf, recordOf, standingsOf, stepsOf } from '../store.ts'
import { dueShown, nameOf, section } from './words.ts'

const counted = {
  'missing education': 'Missing education: the CME team has the child',
  'educated at home': 'Educated at home',
  neither: 'Neither as educated at home nor as missing education',
}

export const childPage: Page = {
  path: '/home-educated/:child',
  allow: 'home-education.see',
  shows: 'one child',
  section,
  async get({ db, viewer, params, today }) {
    const child = await childByToken(db, viewer, params.child ?? '')
    const row = await recordOf(db, viewer, child.id)
    const steps = row ? await stepsOf(db, viewer, row.id) : []
    const record = row && recordFrom(steps)
    const [standing, caseToken, set, onRoll] = await acrossOrganisations(db, viewer, async system => [
      (await standingsOf(db, system, [child.id])).get(child.id),
      await openCaseTokenOf(db, system, child.id),
      (await checkedValuesOf(db, system)).numbers,
      (await onARegister(db, system, [child.id])).size > 0,
    ])
    const next = record && nextOf(record, set)
    const mayRecord = may(viewer, 'home-education.record')
    const at = `/home-educated/${child.token}`
    const isOpen = record !== undefined && record.ended === undefined
    const waits = record?.asked !== undefined && record.repliedOn === undefined
    return {
      template: 'home-education/pages/child.njk',
      child: child.id,
      data: {
        heading: 'Home education',
        pageTitle: 'Home education',
        name: nameOf(child),
        isProtected: child.protected,
        back: { href: '/home-educated', text: 'Home education' },
        recorded: record !== undefined,
        counted: counted[countedAs(record, standing === undefined ? undefined : { standing }, onRoll)],
        next: next && {
          says: next.says,
          due: dueShown(next.due, today as LocalDate),
          because: next.because,
          cites: next.cites,
        },
        rows: record
          ? [
              { key: 'Since', text: inWords(record.since) },
              { key: 'Told by', text: record.source },
              {
                key: 'Notice',
                text: record.noticeOn ? inWords(record.noticeOn) : 'None that is dated',
              },
              { key: 'Family reached', text: record.reached ? 'Yes' : 'Not so far' },
              {
                key: 'View',
                text: record.view ? `${views[record.view.view]}, ${inWords(record.view.on)}` : 'None yet',
              },
            ]
          : [],
        caseHref: caseToken && may(viewer, 'case.see') ? `/cases/${caseToken}` : undefined,
        isOpenCase: caseToken !== undefined,
        letterHref:
          mayRecord && may(viewer, 'letters.see')
            ? `/pupils/${child.token}/letters/L20-enquiry?back=${at}`
            : undefined,
        beginHref: mayRecord && !isOpen ? `${at}/begin` : undefined,
        steps:
          mayRecord && isOpen
            ? [
                { href: `${at}/contact`, text: 'Record that you tried to reach the family' },
                ...(waits
                  ? [{ href: `${at}/reply`, text: 'Record the family’s reply' }]
                  : [{ href: `${at}/enquiry`, text: 'Make an informal enquiry' }]),
                { href: `${at}/view`, text: 'Give a view on the education' },
                { href: `${at}/end`, text: 'Record that it has ended' },
              ]
            : [],
        items: steps
          .toReversed()
          .map(step => ({ ...stepInWords(step), when: inWords(step.on), who: step.by, school: false })),
      },
    }
  },
}
