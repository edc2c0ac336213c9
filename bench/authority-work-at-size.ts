// What the authority's nouns hold at size, beside the cases: written with few large statements.

import type { Sql } from '../src/platform/db.ts'

/** Fills an authority that `authorityAtSize` made. */
export async function fillAuthorityWork(_owner: Sql): Promise<void> {}
