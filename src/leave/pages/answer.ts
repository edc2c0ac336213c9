// The authority answers about a child abroad without leave: may the name come off once Letter 2 has run out?
import type { Page, Request } from '../../access/page.ts'
import { inWords } from '../../calendar/local-date.ts'
import { caseByToken } from '../../cases/store.ts'
import { childById } from '../../children/store.ts'
import { NotFound } from '../../platform/errors.ts'
import { type ChildView, type FormErrors, redirect } from '../../platform/web/page.ts'
import { abroadLetters } from '../abroad/abroad.ts'
import { abroadNow, answerAbroad } from '../abroad/actions.ts'
import { type Field, fieldsShown, readFields, refusedAt } from './form.ts'

const fields: readonly Field[] = [
  {
    as: 'radios',
    name: 'answer',
    label: 'May the name come off, once Letter 2 has run out?',
    choices: [
      { value: 'yes', text: 'Yes, we agree' },
      { value: 'no', text: 'Not yet' },
    ],
    asks: 'Choose yes or not yet',
  },
  {
    as: 'textarea',
    name: 'why',
    label: 'Your reasons',
    hint: 'The school reads them',
    asks: 'Give your reasons',
  },
]

export const answerPage: Page = {
  path: '/cases/:case/abroad',
  allow: 'case.decide',
  shows: 'one child',
  section: 'Cases',
  get: request => view(request, []),
  async post(request) {
    const { db, viewer, params } = request
    const row = await caseByToken(db, viewer, params.case!)
    const { values, errors } = readFields(fields, request)
    if (errors.length > 0) return view(request, errors)
    const answered = await answerAbroad(
      db,
      viewer,
      { childId: row.child_id, caseId: row.id, caseToken: row.token },
      { agrees: values.answer === 'yes', why: values.why! },
    )
    if (!answered.allowed) return view(request, refusedAt('why', answered.refusals))
    return redirect(`/cases/${row.token}`, 'Your answer is kept, and the school reads it.')
  },
}

async function view(request: Request, errors: FormErrors): Promise<ChildView> {
  const { db, viewer, params } = request
  const row = await caseByToken(db, viewer, params.case!)
  const child = await childById(db, viewer, row.child_id)
  const now = await abroadNow(db, viewer, child.id)
  if (!now) throw new NotFound('leave')
  const { process, standing, facts } = now
  const kept = facts.contacts.filter(contact => contact.went !== 'missed').length
  return {
    template: 'leave/pages/form.njk',
    child: child.id,
    errors,
    data: {
      childName: `${child.preferred_forename ?? child.forename} ${child.surname}, ${row.reference}`,
      protected: child.protected,
      heading: 'Abroad without leave',
      back: { href: `/cases/${row.token}`, text: 'Back to the case' },
      intro: [
        `${process.school} wrote down on ${inWords(process.begun_on)} that the child is abroad without leave.`,
        ...(standing.mustAgree ? ['The name does not come off before you agree.'] : []),
      ],
      rows: [
        { key: 'Known', text: `${inWords(process.known_on)}. ${process.country}. ${process.how_known}` },
        ...standing.turns.map(turn => ({
          key: abroadLetters[turn.code],
          text: turn.sentOn
            ? `Sent on ${inWords(turn.sentOn)}`
            : turn.isWritten
              ? 'Written, not sent'
              : 'Not written',
        })),
        ...(facts.terms
          ? [
              {
                key: 'Terms',
                text: `Agreed on ${inWords(facts.terms.on)}; back on ${inWords(facts.terms.returnOn)}`,
              },
            ]
          : []),
        { key: 'Contacts', text: `${kept} kept, ${facts.contacts.length - kept} missed` },
        ...(standing.removalFrom ? [{ key: 'Letter 2 names', text: inWords(standing.removalFrom) }] : []),
      ],
      fields: fieldsShown(fields, request),
      button: 'Send the answer',
    },
  }
}
