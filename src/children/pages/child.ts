// A child as the authority sees one: who, on which registers, which cases, what the registers show.
import { findingKey } from '../../absences/pages/asked.ts'
import { may } from '../../access/actions-allowed.ts'
import type { Page } from '../../access/page.ts'
import { aroundChild, casesOf } from '../../cases/store.ts'
import { stateLabel } from '../../cases/words.ts'
import { alsoKnown } from '../../matching/pages/also-known.ts'
import { flagInWords } from '../flags.ts'
import { addressesOf, childByToken, contactsOf, enrolmentsOf, flagsOf } from '../store.ts'
import { dayInWords, placeOf } from './protected-parts.ts'
import { contactShown } from './pupil-contacts.ts'
import { ruleTitle } from './pupil-work.ts'

export const childPage: Page = {
  path: '/children/:child',
  allow: 'child.see',
  shows: 'children',
  section: 'Children',
  async get({ db, viewer, params }) {
    const child = await childByToken(db, viewer, params.child ?? '')
    const enrolments = await enrolmentsOf(db, viewer, child.id)
    const cases = await casesOf(db, viewer, child.id)
    const flags = await flagsOf(db, viewer, child.id)
    const addresses = await addressesOf(db, viewer, child.id)
    const contacts = await contactsOf(db, viewer, child.id)
    const findings = (await aroundChild(db, viewer, child.id)).filter(
      one => one.kind === 'finding' && !one.data.ended,
    )
    const also = await alsoKnown(db, viewer, child)
    // Where a protected child is at school is for those who may open it; the name the child had before, for managers alone.
    const isHeld = child.protected && !may(viewer, 'protected.open')
    return {
      template: 'children/pages/child.njk',
      children: [child.id, ...also.children],
      data: {
        heading: `${child.forename} ${child.surname}`,
        pageTitle: 'Child',
        ...placeOf(child, 'children'),
        back: { href: '/children', text: 'Back to search' },
        isProtected: child.protected,
        facts: [
          { key: 'Born', value: child.date_of_birth ? dayInWords(child.date_of_birth) : 'Not known' },
          { key: 'Middle names', value: child.middle_names },
          { key: 'Known as', value: child.preferred_forename },
          {
            key: 'Former surname',
            value: child.protected && !may(viewer, 'match.decide-protected') ? null : child.former_surname,
          },
          {
            key: 'UPN',
            value: child.upn ? `${child.upn}${child.upn_checked ? '' : ' (not checked)'}` : 'Not known',
          },
        ].filter(fact => fact.value),
        flags: flags.map(
          flag => `${flagInWords(flag.flag)}${flag.from_on ? ` since ${dayInWords(flag.from_on)}` : ''}`,
        ),
        isHeld,
        enrolments: (isHeld ? [] : enrolments).map(one => ({
          school: one.school,
          from: dayInWords(one.entry_date),
          to: one.leaving_date ? dayInWords(one.leaving_date) : 'Now',
          year: one.nc_year ?? 'Not known',
          ground: one.ground ?? one.ground_as_received ?? '',
        })),
        cases: cases.map(one => ({
          href: `/cases/${one.token}`,
          text: one.reference,
          says: `${stateLabel(one.state)}, opened ${dayInWords(one.opened_on)}${one.closed_on ? `, closed ${dayInWords(one.closed_on)}` : ''}`,
        })),
        openCase: may(viewer, 'case.decide') && cases.every(one => one.closed_on !== null),
        findings: findings.map(one => ({
          on: dayInWords(one.on_date),
          because: String(one.data.because ?? ''),
          rule: String(one.data.rule ?? ''),
          school: isHeld ? '' : (one.school ?? ''),
          whyHref: `/children/${child.token}/why/${findingKey({ rule: String(one.data.rule), on: one.on_date })}`,
          why: `Why? ${ruleTitle(String(one.data.rule))}`,
        })),
        also,
        addresses: addresses.map(one => [one.lines, one.postcode].filter(part => part).join(', ')),
        contacts: contacts.map(contact => contactShown(contact, child.token, 'children')),
        mayOpen: may(viewer, 'protected.open'),
        mayProtect: may(viewer, 'protection.put-on'),
        mayLooks: may(viewer, 'looks.see'),
      },
    }
  },
}
