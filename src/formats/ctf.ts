/**
 * Who the pupils of a common transfer file (CTF) are. Only that: names, birthday, numbers, homes, contacts. The same reading
 * does for the joiner and leaver messages, whose pupils are written alike; names of elements are compared without regard to
 * case, since producers differ, and unknown ones are passed over.
 *
 * The element tree is known from producers and the data dictionary, not from the schema (interchange text, section 1).
 */
import { clean } from './text.ts'
import { readXml, XmlRefused } from './xml.ts'

export type CtfContact = { surname?: string; forename?: string; phones: string[] }
export type CtfPupil = {
  upn?: string
  formerUpn?: string
  surname?: string
  forename?: string
  dateOfBirth?: string
  sex?: string
  middleNames?: string
  preferredSurname?: string
  preferredForename?: string
  formerSurname?: string
  /** Flat, house and street, or the lines as they came. */
  lines: string[]
  town?: string
  postcode?: string
  phones: string[]
  contacts: CtfContact[]
}

export type Ctf = { pupils: CtfPupil[] } | { refused: string }

/** Fields directly under a pupil, or under its basic details, that are taken as they stand. */
const simple: Readonly<Record<string, keyof CtfPupil & string>> = {
  'pupil/upn': 'upn',
  'pupil/surname': 'surname',
  'pupil/forename': 'forename',
  'pupil/dob': 'dateOfBirth',
  'pupil/sex': 'sex',
  'pupil/gender': 'sex',
  'pupil/basicdetails/formerupn': 'formerUpn',
  'pupil/basicdetails/middlenames': 'middleNames',
  'pupil/basicdetails/preferredsurname': 'preferredSurname',
  'pupil/basicdetails/preferredforename': 'preferredForename',
  'pupil/basicdetails/formersurname': 'formerSurname',
  'pupil/address/postcode': 'postcode',
  'pupil/address/bs7666address/town': 'town',
}

/** Reads the text of a file. Never throws for what is in it. */
export function readCtf(text: string): Ctf {
  const pupils: CtfPupil[] = []
  const path: string[] = []
  let pupil: CtfPupil | undefined
  let bs: { saon?: string; paon?: string; street?: string; locality?: string } = {}
  try {
    readXml(text, {
      open(name) {
        const lower = name.toLowerCase()
        if (path.length === 0) {
          if (lower !== 'pupil') return
          pupil = { lines: [], phones: [], contacts: [] }
          bs = {}
        }
        path.push(lower)
        if (path.join('/') === 'pupil/contacts/contact') pupil!.contacts.push({ phones: [] })
      },
      close(_, raw) {
        if (path.length === 0 || !pupil) return
        const here = path.join('/')
        path.pop()
        const value = clean(raw)
        if (here === 'pupil') {
          const street = [bs.paon, bs.street].filter(Boolean).join(' ')
          for (const part of [bs.locality, street, bs.saon]) if (part) pupil.lines.unshift(part)
          pupils.push(pupil)
          pupil = undefined
        } else if (value !== '') take(pupil, bs, here, value)
      },
    })
  } catch (error) {
    if (error instanceof XmlRefused) return { refused: `It is XML that cannot be read: ${error.message}` }
    throw error
  }
  return pupils.length === 0 ? { refused: 'It is XML, and has no element named Pupil' } : { pupils }
}

function take(
  pupil: CtfPupil,
  bs: { saon?: string; paon?: string; street?: string; locality?: string },
  here: string,
  value: string,
): void {
  const field = simple[here]
  const contact = pupil.contacts.at(-1)
  if (field !== undefined) Object.assign(pupil, { [field]: value })
  else if (/^pupil\/address\/bs7666address\/(saon|paon|street|locality)$/.test(here))
    Object.assign(bs, { [here.slice(here.lastIndexOf('/') + 1)]: value })
  else if (/^pupil\/address\/(addresslines\/)?addressline\d$/.test(here)) pupil.lines.push(value)
  else if (here === 'pupil/phones/phone/phoneno') pupil.phones.push(value)
  else if (contact && here === 'pupil/contacts/contact/surname') contact.surname = value
  else if (contact && here === 'pupil/contacts/contact/forename') contact.forename = value
  else if (contact && here === 'pupil/contacts/contact/phones/phone/phoneno') contact.phones.push(value)
}
