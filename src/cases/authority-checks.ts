/**
 * Where can an authority look for a child? The twenty-eight checks, as data.
 *
 * Before anyone may say "not located", every required one has been made and has its answer. Which are required is an
 * authority's own choice; these are our defaults. A check that is `quiet` would tell a reader something about the
 * family by its name alone, so a school reads of it only as "another of its own checks".
 */

export type AuthorityCheck = {
  /** `RL01`. */
  readonly code: string
  readonly label: string
  readonly group: 'Education' | 'The authority’s own services' | 'Other bodies' | 'Other places and people'
  /** Must be made, and answered, before "not located". */
  readonly required: boolean
  readonly quiet: boolean
}

const check = (code: string, group: AuthorityCheck['group'], label: string, kind = ''): AuthorityCheck => ({
  code,
  label,
  group,
  required: kind.includes('required'),
  quiet: kind.includes('quiet'),
})

const education = 'Education'
const own = 'The authority’s own services'
const bodies = 'Other bodies'
const places = 'Other places and people'

/** In the order they are usually made. */
export const authorityChecks: readonly AuthorityCheck[] = [
  check('RL01', education, 'Rolls, admissions, in-year applications and offers', 'required'),
  check('RL02', education, 'Elective home education register', 'required'),
  check('RL03', education, 'Education, health and care plans and SEN', 'required'),
  check('RL04', education, 'Exclusions, alternative provision, part-time timetables', 'required'),
  check('RL05', education, 'Virtual School, looked-after children', 'required quiet'),
  check('RL08', education, 'Early years and pre-school records'),
  check('RL18', education, 'National search for lost pupils between schools (s2s)', 'required'),
  check('RL22', education, 'Independent and unregistered settings'),
  check('RL06', own, 'Social care and early help', 'required quiet'),
  check('RL07', own, 'Youth justice, custody, secure accommodation', 'quiet'),
  check('RL09', own, 'Council tax', 'required'),
  check('RL10', own, 'Council housing and housing associations', 'required'),
  check('RL11', own, 'Homelessness and temporary accommodation', 'quiet'),
  check('RL12', own, 'Benefits and revenue, where lawful'),
  check('RL13', own, 'Electoral and other council records, where lawful'),
  check('RL14', own, 'Birth or population data, where agreed'),
  check('RL15', bodies, 'NHS registration or GP, through the agreed health contact', 'required'),
  check('RL16', bodies, 'School nursing, health visiting, child health'),
  check('RL17', bodies, 'Police, safer schools officer, missing-person system', 'required quiet'),
  check('RL23', bodies, 'Border Force or immigration, by approved officers', 'quiet'),
  check('RL24', bodies, 'Asylum accommodation, resettlement team', 'quiet'),
  check('RL25', bodies, 'Refuge, by the safe route and never by email to an address', 'quiet'),
  check('RL27', bodies, 'Armed Forces education contact'),
  check('RL19', places, 'Message to all authorities, or a named one', 'required'),
  check('RL20', places, 'Authority the family is said to have gone to', 'required'),
  check('RL21', places, 'Siblings’ schools and authorities', 'required'),
  check('RL26', places, 'Traveller education, community workers', 'quiet'),
  check('RL28', places, 'Home visit by a field officer', 'required'),
]

/** The check of a code, or undefined. */
export const checkOf = (code: string): AuthorityCheck | undefined =>
  authorityChecks.find(c => c.code === code)
export const requiredChecks: readonly AuthorityCheck[] = authorityChecks.filter(c => c.required)
