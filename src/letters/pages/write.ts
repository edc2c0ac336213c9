// Write a letter: to whom, and what only a person knows. Whatever the record knows is filled in already, so that an ordinary
// letter is one press from here to the sheet as it will be sent.
import { currentRun } from '../../absences/current-run.ts'
import { asStrip, stripOf } from '../../absences/store.ts'
import type { Page, Request } from '../../access/page.ts'
import type { LocalDate } from '../../calendar/local-date.ts'
import { addWorkingDays } from '../../calendar/working-days.ts'
import { casesOf } from '../../cases/store.ts'
import { type ContactRow, childByToken, contactsOf, enrolmentsOf } from '../../children/store.ts'
import { NotFound } from '../../platform/errors.ts'
import { dateBoxes, readDate } from '../../platform/web/date-boxes.ts'
import { type ChildView, type FormError, redirect, text } from '../../platform/web/page.ts'
import { calendarFor, schoolById } from '../../schools/store.ts'
import { askedFields, draftLetter, textFor } from '../actions.ts'
import { type FieldName, fieldOf, problemWithValue } from '../fields.ts'
import { isEmail, type Party, whyNot } from '../recipient.ts'
import { draftOf, lastPhoneOf, letterByToken } from '../store.ts'
import { type LetterTemplate, toWhom } from '../template.ts'
import { shortCode, templateOf } from '../templates.ts'
import { backOf, dayInWords, letterFrame, withBack } from './letter-parts.ts'

export const writePage: Page = {
  path: '/pupils/:child/letters/:code',
  allow: 'letters.send',
  shows: 'one child',
  section: 'Pupils',
  async get(request) {
    return view(request, await formOf(request))
  },
  async post(request) {
    const { db, viewer, body, now } = request
    const form = await formOf(request)
    const { child, template, asked, contacts } = form
    const errors: FormError[] = []
    const contactId = text(body, 'contact') || undefined
    if (form.asksWho && !contacts.some(one => one.id === contactId)) {
      errors.push({ field: 'contact', text: 'Choose who the letter is for' })
    }
    const party = form.asksBody ? readParty(request, form, errors) : undefined
    const fields: Record<string, string> = {}
    for (const name of asked) {
      const value = readField(request, name)
      if (value === undefined) errors.push({ field: name, text: 'Enter a real date, such as 6 11 2026' })
      else if (value === '') errors.push({ field: name, text: `Enter ${lower(fieldOf(name).says)}` })
      else {
        const problem = problemWithValue(name, value)
        if (problem) errors.push({ field: name, text: problem })
        fields[name] = value
      }
    }
    if (errors.length) return view(request, form, errors)
    const draft = await draftLetter(
      db,
      viewer,
      {
        childId: child.id,
        schoolId: form.schoolId,
        code: template.code,
        contactId: form.asksWho ? contactId : undefined,
        party,
        fields,
        largePrint: text(body, 'large') === 'yes',
      },
      now,
    )
    const first = form.asksWho ? 'contact' : form.asksBody ? 'party' : (asked[0] ?? 'large')
    if (!draft.allowed) {
      return view(
        request,
        form,
        draft.refusals.map(refusal => ({ field: first, text: refusal.says })),
      )
    }
    const letter = await letterByToken(db, viewer, draft.value.token)
    if (letter.state !== 'draft') {
      const when = letter.sent_on ? ` on ${dayInWords(letter.sent_on)}` : ''
      return redirect(
        withBack(`/letters/${letter.token}`, form.back),
        `This letter was written already${when}. ${template.once}.`,
      )
    }
    return redirect(withBack(`/letters/${letter.token}`, form.back))
  },
}

async function formOf(request: Request) {
  const { db, viewer, params } = request
  const template = templateOf(params.code!)
  const side = viewer.side === 'school' ? 'school' : 'authority'
  if (!template || (template.sender !== 'either' && template.sender !== side)) throw new NotFound('letter')
  const child = await childByToken(db, viewer, params.child!)
  const enrolment = side === 'school' ? (await enrolmentsOf(db, viewer, child.id))[0] : undefined
  const to = toWhom(template)
  const schoolId = side === 'school' ? (enrolment?.school_id ?? viewer.schools[0] ?? null) : null
  const asks = await textFor(db, viewer, template, schoolId)
  const contacts = child.protected || to !== 'family' ? [] : await contactsOf(db, viewer, child.id)
  const own = askedFields(asks.body)
  // What tells one letter of this kind from another is asked for even where the text does not say it.
  const { about } = template
  const asked = about === 'day' || about === 'child' || own.includes(about) ? own : [about, ...own]
  const draft = await draftOf(db, viewer, child.id, template.code)
  return {
    template,
    child,
    enrolment,
    schoolId,
    contacts,
    asked,
    draft: draft?.school_id === schoolId ? draft : undefined,
    /** To a body, the name of a protected child's is not kept, so it is not asked either. */
    asksBody: !child.protected && to !== 'family',
    schools: to === 'school' && !child.protected ? await schoolsAround(request, child.id) : [],
    asksWho: to === 'family' && !child.protected && !(template.byHand && !template.discloses),
    back: backOf(request),
  }
}
type Form = Awaited<ReturnType<typeof formOf>>

/** What was typed into a field; undefined where it is no day. */
function readField({ body }: Request, name: FieldName): string | undefined {
  if (fieldOf(name).kind !== 'day') return text(body, name)
  const day = readDate(body, name)
  return day === 'empty' ? '' : day
}

/** What the record knows of the fields, where no draft says it. */
async function known(request: Request, form: Form): Promise<Partial<Record<FieldName, string>>> {
  const { db, viewer, today } = request
  const { asked, draft, enrolment, schoolId } = form
  const values: Partial<Record<FieldName, string>> = { ...draft?.fields }
  const wants = (name: FieldName) => asked.includes(name) && !values[name]
  if (wants('absent_on')) values.absent_on = today
  if (wants('answer_by')) {
    const lawful = form.template.atLeast?.from(today as LocalDate)
    values.answer_by = lawful ?? addWorkingDays(today as LocalDate, 5)
  }
  if (wants('our_reference') && viewer.side !== 'school') {
    const [latest] = await casesOf(db, viewer, form.child.id)
    if (latest) values.our_reference = latest.reference
  }
  if (wants('reply_by')) values.reply_by = addWorkingDays(today as LocalDate, 5)
  if (wants('absent_since') && enrolment) {
    const calendar = await calendarFor(db, viewer, enrolment.school_id)
    const strips = (await stripOf(db, viewer, enrolment.id)).map(asStrip)
    const { since } = currentRun(calendar, strips, today as LocalDate, enrolment.entry_date as LocalDate)
    if (since) values.absent_since = since
  }
  if (wants('sender_phone')) {
    const school = schoolId ? await schoolById(db, viewer, schoolId) : undefined
    values.sender_phone = (await lastPhoneOf(db, viewer)) ?? school?.telephone ?? ''
  }
  return values
}

/** The schools on whose registers the child is or was: each once, the latest first. */
async function schoolsAround({ db, viewer }: Request, childId: string) {
  const rows = await enrolmentsOf(db, viewer, childId)
  return [...new Map(rows.map(row => [row.school_id, row.school])).entries()].map(([id, name]) => ({
    id,
    name,
  }))
}

/** To which body, as it was typed or chosen. What is wrong with it is added to the errors. */
function readParty({ body }: Request, form: Form, errors: FormError[]): Party | undefined {
  const to = toWhom(form.template)
  if (to === 'family') return undefined
  const lines = text(body, 'party-lines').replaceAll('\r\n', '\n')
  const email = text(body, 'party-email')
  const school = form.schools.find(one => one.id === text(body, 'party'))
  const name = to === 'school' ? (school?.name ?? '') : text(body, 'party')
  if (name === '') {
    errors.push({ field: 'party', text: to === 'school' ? 'Choose the school' : 'Enter who it is for' })
  } else if (name.length > 200 || /[{}\r\n]/.test(name)) {
    errors.push({ field: 'party', text: 'Use 200 characters or fewer, on one line' })
  }
  if (lines.length > 400 || lines.split('\n').length > 7) {
    errors.push({ field: 'party-lines', text: 'Use 7 lines or fewer' })
  }
  if (email !== '' && !isEmail(email)) {
    errors.push({ field: 'party-email', text: 'Enter one email address, such as name@example.org' })
  }
  return { kind: to, name, lines, email, ...(school && { schoolId: school.id }) }
}

const lower = (words: string): string => words.charAt(0).toLowerCase() + words.slice(1)

async function view(request: Request, form: Form, errors: FormError[] = []): Promise<ChildView> {
  const { viewer, body } = request
  const { template, child, contacts, asked, draft } = form
  const sent = body.formToken !== undefined
  const values = sent ? {} : await known(request, form)
  const frame = letterFrame(viewer, child)
  const chosen = sent
    ? text(body, 'contact')
    : (draft?.contact_id ?? contacts.find(contact => mayGo(contact, template).length > 0)?.id ?? '')
  return {
    template: 'letters/pages/write.njk',
    child: child.id,
    errors,
    data: {
      heading: template.title,
      pageTitle: `Write a letter: ${template.title}`,
      ...frame,
      back: { href: form.back ?? frame.at },
      action: withBack(`${frame.at}/${shortCode(template.code)}`, form.back),
      code: shortCode(template.code),
      purpose: template.purpose,
      once: template.once,
      asksWho: form.asksWho,
      body: form.asksBody ? bodyShown(request, form) : undefined,
      contacts: contacts.map((contact, index) => {
        const ways = mayGo(contact, template)
        return {
          id: index === 0 ? 'contact' : `contact-${index + 1}`,
          value: contact.id,
          text: `${contact.name}${contact.relationship ? `, ${contact.relationship}` : ''}`,
          hint: {
            text: ways.length
              ? `Marked safe: ${ways.join(', ')}.`
              : 'Not marked safe for this letter. Mark it on the contacts page first.',
          },
          checked: chosen === contact.id,
        }
      }),
      fields: asked.map(name => {
        const { kind, says, hint, choices } = fieldOf(name)
        const value = sent ? text(body, name) : (values[name] ?? '')
        const day = kind === 'day'
        return {
          name,
          kind,
          says,
          hint: hint ?? '',
          value,
          items: choices?.map((one, index) => ({
            id: index === 0 ? name : `${name}-${index + 1}`,
            value: one,
            text: one,
            checked: value === one || choices.length === 1,
          })),
          boxes: day
            ? dateBoxes(name, sent ? { body } : { day: (value || undefined) as LocalDate | undefined })
            : undefined,
        }
      }),
      large: sent ? text(body, 'large') === 'yes' : draft?.large_print === true,
    },
  }
}

const whoIsAsked = {
  school: 'Which school is it for?',
  referrer: 'Who told us?',
  authority: 'Which authority is it for?',
  agency: 'Which agency is it for?',
  panel: 'Who is it for?',
  family: '',
} as const

function bodyShown({ body }: Request, { template, schools, draft }: Form) {
  const to = toWhom(template)
  const typed = body.formToken !== undefined
  const party = draft?.party
  const value = typed ? text(body, 'party') : to === 'school' ? (party?.schoolId ?? '') : (party?.name ?? '')
  return {
    asks: whoIsAsked[to],
    isSchool: to === 'school',
    value,
    items: schools.map(({ id, name }, index) => ({
      id: index === 0 ? 'party' : `party-${index + 1}`,
      value: id,
      text: name,
      checked: value === id || schools.length === 1,
    })),
    lines: typed ? text(body, 'party-lines') : (party?.lines ?? ''),
    email: typed ? text(body, 'party-email') : (party?.email ?? ''),
  }
}

/** By which ways this letter may go to a contact, in words. */
function mayGo(contact: ContactRow, template: LetterTemplate): string[] {
  const facts = {
    protected: false,
    died: false,
    hasAddress: true,
    contact: {
      restricted: contact.restricted,
      livesWith: contact.lives_with,
      mayWrite: contact.may_write,
      mayEmail: contact.may_email,
      mayText: contact.may_text,
      email: contact.email,
      phones: [contact.phone_1, contact.phone_2],
    },
  }
  return template.channels.filter(channel => whyNot(channel, template, facts).length === 0)
}
