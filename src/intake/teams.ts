/**
 * Whose is it, where it is not for the children missing education team?
 *
 * Declining passes it on (practice notes, section 1: "Attendance or CME?"; 9.1). A team with a desk here gets the child on its desk in
 * the same press; the others are told by the person who declines, and the record says which it was.
 */
export const teams = {
  attendance: {
    name: 'Attendance',
    desk: undefined,
    when: 'On a roll, in contact, within reach of the school',
  },
  'early-years': {
    name: 'Nursery and early years',
    desk: undefined,
    when: 'Not yet of compulsory school age',
  },
  sen: { name: 'SEN', desk: 'sen-officer', when: 'A question about a plan or a special school' },
  'home-education': {
    name: 'Home education',
    desk: 'ehe-officer',
    when: 'A parent said in writing that they educate at home',
  },
  admissions: {
    name: 'Admissions',
    desk: 'admissions-officer',
    when: 'A place is being applied for, or offered',
  },
  'virtual-school': {
    name: 'Virtual School',
    desk: 'virtual-school',
    when: 'A child in care who has a school',
  },
  'social-care': {
    name: 'Social care',
    desk: 'social-worker',
    when: 'A worry about safety, and not about school',
  },
  'another-authority': {
    name: 'Another authority',
    desk: undefined,
    when: 'The child lives there: ask it, or hand the case over',
  },
  post16: { name: 'Post-16 and careers', desk: undefined, when: 'Past compulsory school age' },
  other: { name: 'Another team', desk: undefined, when: 'Say which in your reason' },
} as const
export type Team = keyof typeof teams
export const isTeam = (text: string): text is Team => Object.hasOwn(teams, text)
