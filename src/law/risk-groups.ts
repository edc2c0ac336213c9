/**
 * Which children are more at risk when nobody knows where they are? The groups that guidance names, in words.
 *
 * A group makes people look sooner. It never closes a case, never holds a statutory day back, and never decides anything by
 * itself: a person reads it, with where it came from. Codes are ours. The order of the 2025 list was not seen.
 */
import type { Mark } from './source.ts'

export type RiskGroup = {
  /** `RG-LAC`. */
  readonly code: string
  readonly label: string
}

export const riskGroupsMark: Mark = 'second-hand'
export const riskGroupsCite =
  'Children missing education: statutory guidance, September 2025; Keeping children safe in education 2026; as summarised by councils and law firms'

export const riskGroups = [
  {
    code: 'RG-HARM',
    label: 'At risk of harm, neglect, abuse, exploitation (sexual, criminal, county lines) or radicalisation',
  },
  { code: 'RG-CP', label: 'Child protection plan' },
  { code: 'RG-CIN', label: 'Child in need' },
  { code: 'RG-LAC', label: 'Looked after' },
  { code: 'RG-PLAC', label: 'Previously looked after' },
  { code: 'RG-UASC', label: 'Unaccompanied and seeking asylum' },
  { code: 'RG-GRT', label: 'Gypsy, Roma or Traveller' },
  { code: 'RG-SERV', label: 'Service family' },
  { code: 'RG-MISS', label: 'Missing from home or care, or ran away' },
  { code: 'RG-YJ', label: 'Known to youth justice, or leaving custody' },
  { code: 'RG-CEASE', label: 'Stopped attending, left without a destination, or never started' },
  { code: 'RG-MIG', label: 'New migrant, refugee or seeking asylum' },
  { code: 'RG-TEMP', label: 'Homeless, in temporary accommodation or a refuge, or moving often' },
  {
    code: 'RG-SEN',
    label: 'Special educational needs or disability; waiting for a place named in a plan',
  },
  { code: 'RG-HEALTH', label: 'Health or mental health needs, or absence for medical reasons' },
  { code: 'RG-EXCL', label: 'Excluded or at risk of it; alternative provision; a managed move' },
  { code: 'RG-CARER', label: 'Young carer' },
  { code: 'RG-PREG', label: 'Pregnant, or a young parent' },
  {
    code: 'RG-HBA',
    label:
      'Female genital mutilation, forced marriage, honour-based abuse, or a long stay abroad that may mean one',
  },
  { code: 'RG-EHE-U', label: 'Home education found unsuitable, or moving in and out of home education' },
  {
    code: 'RG-TRANS',
    label:
      'At a change of school: into Reception, infant to junior, Year 6 to 7, mid-phase, or no application',
  },
  { code: 'RG-UNREG', label: 'May be at an unregistered school' },
  { code: 'RG-SA', label: 'Severely absent' },
  { code: 'RG-BULLY', label: 'Bullied' },
  { code: 'RG-DIS', label: 'Disaffected, or dissatisfied with school' },
] as const satisfies readonly RiskGroup[]

export type RiskGroupCode = (typeof riskGroups)[number]['code']

/** The words of a group. */
export function riskGroupInWords(code: RiskGroupCode): string {
  return riskGroups.find(group => group.code === code)!.label
}
