/**
 * What belongs to each of the authority's checks besides its name: what is asked, and the fewest details by which they can look.
 *
 * `needs` goes where the agreement lets it; `offers` goes only where a person ticks it. Council tax knows households and no
 * children, so it is given no child's name; a refuge is given a name and a date of birth and nothing that leads anywhere.
 */
import type { SharedField } from './agreement.ts'

export type CheckDetails = {
  /** What is asked, in the words that go. */
  readonly asks: string
  readonly needs: readonly SharedField[]
  readonly offers: readonly SharedField[]
  /** Onroll itself holds part of the answer: it is shown beside the check. */
  readonly here?: true
  /** Not asked of anybody: a search that we make, a visit that we pay. */
  readonly ours?: 'search' | 'visit'
}

const who: readonly SharedField[] = ['name', 'date-of-birth']
const withAddress: readonly SharedField[] = [...who, 'last-address']
const more: readonly SharedField[] = ['other-names', 'sex', 'siblings']

export const checkDetails: Readonly<Record<string, CheckDetails>> = {
  RL01: {
    asks: 'Is the child on a roll, or is there an application, an in-year application or an offer? Where, and since when?',
    needs: who,
    offers: ['last-address', 'upn', ...more, 'last-school'],
    here: true,
  },
  RL02: {
    asks: 'Is the child on the home education register? Since when, and when was the family last in touch?',
    needs: who,
    offers: ['last-address', ...more],
    here: true,
  },
  RL03: {
    asks: 'Is there an education, health and care plan, or an assessment? Which setting is named, and who was last in touch?',
    needs: who,
    offers: ['last-address', 'upn', ...more, 'last-school'],
    here: true,
  },
  RL04: {
    asks: 'Is there an exclusion, alternative provision or a part-time timetable? Where, and when did the child last attend?',
    needs: who,
    offers: ['upn', ...more],
    here: true,
  },
  RL05: {
    asks: 'Is the child known as looked after, here or placed by another authority? Who is in touch?',
    needs: who,
    offers: ['upn', ...more],
    here: true,
  },
  RL06: {
    asks: 'Is the child or the family known to you? Who was last in touch, and when?',
    needs: withAddress,
    offers: ['parents', ...more],
  },
  RL07: {
    asks: 'Is the child known to you, or in custody or secure accommodation? Since when?',
    needs: who,
    offers: ['other-names', 'sex'],
  },
  RL08: {
    asks: 'Was the child known to a nursery or a pre-school? Which, and when was the family last in touch?',
    needs: who,
    offers: ['last-address', 'parents', ...more, 'last-school'],
    here: true,
  },
  RL09: {
    asks: 'Is this household still liable at this address? If not, from when, and to which area did it move?',
    needs: ['parents', 'last-address'],
    offers: [],
  },
  RL10: {
    asks: 'Is this household still a tenant at this address? If not, from when, and to which area did it move?',
    needs: ['parents', 'last-address'],
    offers: ['name', 'date-of-birth'],
  },
  RL11: {
    asks: 'Has this household asked for help or been housed by you? In which area, and when were you last in touch?',
    needs: ['name', 'date-of-birth', 'parents'],
    offers: ['last-address', 'siblings'],
  },
  RL12: {
    asks: 'Is a claim of this household open? When was the last contact, and from which area?',
    needs: ['parents', 'last-address'],
    offers: [],
  },
  RL13: {
    asks: 'Does another council record, where the law lets it be used, show this household here? Since when?',
    needs: ['parents', 'last-address'],
    offers: [],
  },
  RL14: {
    asks: 'Is the child known to your records at this or another address in our area?',
    needs: withAddress,
    offers: ['sex', 'parents'],
  },
  RL15: {
    asks: 'Is the child registered, and with which area? When was the last contact?',
    needs: withAddress,
    offers: ['other-names', 'sex', 'parents'],
  },
  RL16: {
    asks: 'Is the child known to school nursing, health visiting or child health? When was the last contact?',
    needs: withAddress,
    offers: ['other-names', 'sex', 'parents'],
  },
  RL17: {
    asks: 'Is the child known as missing or from a recent contact? When was the child last seen?',
    needs: withAddress,
    offers: ['other-names', 'sex', 'parents', 'siblings', 'contacts'],
  },
  RL18: {
    asks: 'Is there a file of the child in the lost pupils area?',
    needs: [...who, 'upn'],
    offers: ['other-names', 'sex'],
    ours: 'search',
  },
  RL19: {
    asks: 'Is the child on a roll or known to you? Please answer whether or not the child is known.',
    needs: who,
    offers: ['last-address', ...more],
  },
  RL20: {
    asks: 'We were told that the family moved to you. Is the child on a roll, applied for or known? Since when?',
    needs: who,
    offers: ['last-address', 'parents', ...more, 'last-school'],
  },
  RL21: {
    asks: 'We look for the brother or sister of a child of yours. Have the children attended, and when did you last speak to the family?',
    needs: who,
    offers: ['siblings', 'parents'],
  },
  RL22: {
    asks: 'Does the child attend your setting, or did the child? Since when, and how many hours?',
    needs: who,
    offers: ['other-names', 'last-address', 'last-school'],
  },
  RL23: {
    asks: 'Has the child left or entered the United Kingdom since the last day seen? On which day?',
    needs: who,
    offers: ['other-names', 'sex', 'parents'],
  },
  RL24: {
    asks: 'Was the family housed or moved by you? To which area, and when?',
    needs: who,
    offers: ['parents', 'siblings'],
  },
  RL25: {
    asks: 'Is the child safe and in education? Please do not say where.',
    needs: who,
    offers: [],
  },
  RL26: {
    asks: 'Do you know the family? When were you last in touch, and in which area?',
    needs: who,
    offers: ['parents', 'siblings'],
  },
  RL27: {
    asks: 'Has the family been posted? To which area or country, and when?',
    needs: who,
    offers: ['parents', 'siblings'],
  },
  RL28: {
    asks: 'Please visit the home and say what you saw.',
    needs: withAddress,
    offers: ['parents', 'siblings'],
    ours: 'visit',
  },
}
