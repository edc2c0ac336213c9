/**
 * What the letter to the parents (L10) says of a removal: because of what, and by which law. In words for a family: no ground's
 * letter by itself, and nothing that others found out about them.
 */
const reasons: Readonly<Record<string, string>> = {
  'R9-A': 'the other school has told us that your child is on its register',
  'R9-B': 'your child finished nursery here and is not going on at this school',
  'R9-C': 'your child stays on the register of the other school, and that school agrees',
  'R9-D': 'the school attendance order now names another school',
  'R9-E': 'the school attendance order was revoked, because other suitable education was arranged',
  'R9-F': 'you told us in writing that your child will be educated otherwise than at school',
  'R9-G': 'your child has moved and no longer lives a reasonable distance from the school',
  'R9-H':
    'your child did not come back after leave, and the authority and we have no reason to believe that your child will come back',
  'R9-I':
    'your child was away for 20 school days or more, and the authority and we have no reason to believe that your child will come back',
  'R9-J': 'your child is detained under an order for four months or more',
  'R9-L': 'your child is over compulsory school age and is not going on into the sixth form',
  'R9-M': 'the boarding fees are unpaid',
  'R9-N': 'your child is no longer a pupil of this school',
  'R9-O': 'the permanent exclusion is final',
  'R9-3-LEFT': 'your child has left the school',
  'R9-3-ABSENT': 'your child was away for 20 school days or more, and we could not find where your child is',
  'R9-3-EXCLUDED': 'the permanent exclusion is final',
  'R9-3-NURSERY': 'your child finished nursery here and is not going on at this school',
}

/** The fields of letter L10 for a ground; nothing for a death, of which no letter goes, and where no ground can be read. */
export function removalLetter(
  ground: string | undefined,
  removedOn: string,
): Readonly<Record<string, string>> | undefined {
  const reason = reasons[ground ?? '']
  if (ground === undefined || reason === undefined) return undefined
  const letter = /^R9-([A-O])$/.exec(ground)?.[1]
  return {
    removal_on: removedOn,
    removal_reason: reason,
    removal_law: letter ? `regulation 9(1)(${letter.toLowerCase()})` : 'regulation 9(3)',
  }
}
