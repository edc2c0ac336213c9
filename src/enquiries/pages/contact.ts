// Record a contact: who, how, what came of it. Made for someone with a telephone in the other hand: the next contact who
// may be rung and "rang" are chosen already, so that a call with no answer, or "ill", is one choice and one press.
import type { Page, Request } from '../../access/page.ts'
import { londonTime, readTime } from '../../children/pages/pupil-form.ts'
import { frameOf, type Work, workOf } from '../../children/pages/pupil-work.ts'
import { type ContactRow, contactsOf } from '../../children/store.ts'
import { dateBoxes, readDate } from '../../platform/web/date-boxes.ts'
import { type ChildView, type FormError, type FormErrors, redirect, text } from '../../platform/web/page.ts'
import { giveReason } from '../../today/actions.ts'
import { type HeldContact, type ToRing, toRing } from '../../today/contacts-to-ring.ts'
import { reasonChoices, reasonOf } from '../../today/steps.ts'
import { recordEnquiry } from '../actions.ts'
import {
  askedInWords,
  type Contacted,
  type ContactMethod,
  type ContactResult,
  checkOfContact,
  contactMethods,
  contactResults,
  methodInWords,
} from '../contact.ts'
import { inWordsOfResult, nextAfter } from '../enquiry.ts'

export const contactPage: Page = {
  path: '/pupils/:child/contact',
  allow: 'contact.record',
  shows: 'one child',
  section: 'Pupils',
  async get(request) {
    return view(request, await workOf(request))
  },
  async post(request) {
    const { db, viewer, body, now } = request
    const work = await workOf(request)
    const contacts = await contactsOf(db, viewer, work.child.id)
    const errors: FormError[] = []

    const who = text(body, 'who')
    const contact = contacts.find(c => c.id === who)
    const other = text(body, 'other').slice(0, 100)
    if (!contact && who !== 'other') errors.push({ field: 'who', text: 'Choose who you tried to reach' })
    if (who === 'other' && !other) errors.push({ field: 'other', text: 'Say who you tried to reach' })
    const method = text(body, 'method') as ContactMethod
    if (!contactMethods.includes(method)) errors.push({ field: 'method', text: 'Choose how you tried' })
    const chosen = text(body, 'result')
    const result = (chosen === safeAndIll ? 'child safe' : chosen) as ContactResult
    if (!contactResults.includes(result)) errors.push({ field: 'result', text: 'Choose what happened' })
    const reason = chosen === safeAndIll ? 'ill' : result === 'child safe' ? text(body, 'reason') : ''
    if (reason && !reasonOf(reason)) errors.push({ field: 'reason', text: 'Choose the reason from the list' })
    const note = text(body, 'note')
    if (note.length > 2000) errors.push({ field: 'note', text: 'Use 2,000 characters or fewer in the note' })
    const day = readDate(body, 'on')
    const doneOn = day === 'empty' ? viewer.today : day
    if (!doneOn) errors.push({ field: 'on', text: 'Enter a real date, such as 6 11 2026' })
    else if (doneOn > viewer.today) errors.push({ field: 'on', text: 'The date must be today or before' })
    const typed = text(body, 'time')
    const time = readTime(typed)
    if (time === undefined) errors.push({ field: 'time', text: 'Enter a time, such as 9:30am' })
    if (errors.length > 0 || !doneOn) return view(request, work, errors)

    const contacted = contact && asContacted(contact)
    const decision = await recordEnquiry(
      db,
      viewer,
      { childId: work.child.id, schoolId: work.schoolId },
      {
        checkCode: checkOfContact(method, contacted),
        method,
        asked: contacted ? askedInWords(contacted) : other,
        result,
        note: note || undefined,
        doneOn,
        // Only "now" is known by itself: for another day the time is what was typed, or not known.
        doneAt: time || (doneOn === viewer.today ? londonTime(now) : undefined),
      },
    )
    if (!decision.allowed) {
      return view(
        request,
        work,
        decision.refusals.map(refusal => ({ field: 'result', text: refusal.says })),
      )
    }
    // The reason of another day is in that day's register; what is said today accounts for today's name.
    const given =
      reason && doneOn === viewer.today
        ? await giveReason(
            db,
            viewer,
            { childId: work.child.id, schoolId: work.schoolId },
            { reason, note: note || undefined },
            now,
          )
        : undefined
    const next = nextAfter(result)
    const says = [
      'Contact recorded.',
      inWordsOfResult(result),
      given?.allowed ? `Enter code ${given.value.code} in your own register.` : next?.says,
    ]
      .filter(Boolean)
      .join(' ')
    // A worry goes to the child's day, where what to do stands first; an ordinary call goes back to the list.
    const at = `/pupils/${work.child.token}`
    const back = request.query.from === 'today' ? `/today#${work.child.token}` : at
    return redirect(next?.urgent ? `${at}/today` : back, says)
  },
}

/** The commonest answer of all, as one choice: the child is safe, and ill. */
const safeAndIll = 'child safe and ill'

/** Who was rung today and who is next, as the day's board has it. */
function ringingOf(contacts: readonly ContactRow[], work: Work): ToRing {
  const held = contacts.map(
    (contact): HeldContact => ({
      id: contact.id,
      order: contact.contact_order,
      relationship: contact.relationship,
      livesWith: contact.lives_with,
      hasNumber: (contact.phone_1 ?? contact.phone_2) !== null,
      mayRing: contact.may_ring,
      restricted: contact.restricted,
    }),
  )
  const calls = work.enquiries.filter(
    one =>
      one.done_on === work.today &&
      ['RS01', 'RS03'].includes(one.check_code) &&
      one.method !== 'text' &&
      one.method !== 'email',
  )
  return toRing(
    held,
    calls.map(one => ({ asked: one.asked, at: undefined, result: one.result })),
  )
}

const asContacted = (contact: ContactRow): Contacted => ({
  order: contact.contact_order,
  relationship: contact.relationship,
  livesWith: contact.lives_with,
  parentalResponsibility: contact.parental_responsibility,
})

async function view(request: Request, work: Work, errors: FormErrors = []): Promise<ChildView> {
  const { db, viewer, body, query } = request
  const contacts = await contactsOf(db, viewer, work.child.id)
  const sent = request.body.formToken !== undefined
  const ringing = ringingOf(contacts, work)
  const byId = new Map(contacts.map(contact => [contact.id, contact]))
  const inOrder = ringing.order.flatMap(({ contact, tried }) => {
    const held = byId.get(contact.id)
    return held ? [{ contact: held, tried }] : []
  })
  const who = sent ? text(body, 'who') : (ringing.next?.id ?? '')
  const method = sent ? text(body, 'method') : 'phone'
  return {
    template: 'enquiries/pages/contact.njk',
    child: work.child.id,
    errors,
    data: {
      heading: 'Record a contact',
      ...frameOf(work, 'Contacts'),
      pageTitle: 'Record a contact',
      back:
        query.from === 'today'
          ? { href: '/today', text: 'Back to today' }
          : { href: `/pupils/${work.child.token}` },
      action: `/pupils/${work.child.token}/contact${query.from === 'today' ? '?from=today' : ''}`,
      who: [
        ...inOrder.map(({ contact, tried }, index) => ({
          id: index === 0 ? 'who' : `who-${index + 1}`,
          value: contact.id,
          text: `${contact.contact_order}. ${contact.name}${contact.relationship ? `, ${contact.relationship}` : ''}`,
          hint: {
            text: [howToReach(contact), tried && `Tried today: ${inWordsOfResult(tried.result)}`]
              .filter(Boolean)
              .join(' '),
          },
          checked: who === contact.id,
        })),
      ],
      gaps: work.child.protected ? [] : ringing.gaps,
      otherChecked: who === 'other' || (contacts.length === 0 && !sent),
      other: text(body, 'other'),
      methods: contactMethods.map((value, index) => ({
        id: index === 0 ? 'method' : `method-${index + 1}`,
        value,
        text: methodInWords[value],
        checked: method === value,
      })),
      results: resultsToChoose.map(({ value, says }, index) => ({
        id: index === 0 ? 'result' : `result-${index + 1}`,
        value,
        text: says,
        checked: text(body, 'result') === value,
        ...(hints[value] && { hint: { text: hints[value] } }),
      })),
      reasons: [
        { value: '', text: 'Not chosen yet', selected: text(body, 'reason') === '' },
        ...reasonChoices.map(choice => ({
          value: choice.value,
          text: `${choice.text} (code ${choice.code})`,
          selected: text(body, 'reason') === choice.value,
        })),
      ],
      note: text(body, 'note'),
      time: text(body, 'time'),
      earlier:
        ['on', 'time'].some(field => errors.some(error => error.field === field)) ||
        readDate(body, 'on') !== 'empty',
      on: dateBoxes('on', { body }),
    },
  }
}

const resultsToChoose: readonly { value: string; says: string }[] = contactResults.flatMap(value => {
  const says = inWordsOfResult(value).replace(/\.$/, '')
  return value === 'child safe'
    ? [
        { value: safeAndIll, says: 'The child is safe, and ill' },
        { value, says },
      ]
    : [{ value, says }]
})

const hints: Readonly<Record<string, string>> = {
  [safeAndIll]: 'Someone who looks after the child told you so: code I',
  'child safe':
    'You spoke to someone who looks after the child, and they told you why the child is not in school',
  'does not have the child':
    'Tell the DSL now; the police are called by the parent, or by you if they cannot',
  'not reassured': 'Tell the DSL now',
}

function howToReach(contact: ContactRow): string {
  const numbers = [contact.phone_1, contact.phone_2].filter(Boolean).join(' or ')
  const notSafe = [
    ...(contact.may_ring === 'no' ? ['Do not ring'] : []),
    ...(contact.may_text === 'no' ? ['do not text'] : []),
    ...(contact.may_email === 'no' ? ['do not email'] : []),
  ].join(', ')
  const restricted = contact.restricted ? 'There is a restriction on this contact: ask the DSL first.' : ''
  if (contact.may_ring === 'no') return [`${notSafe}.`, restricted].filter(Boolean).join(' ')
  return [numbers || 'No number held.', notSafe && `${notSafe}.`, restricted].filter(Boolean).join(' ')
}
