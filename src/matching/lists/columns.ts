/** The columns of a list to be linked, by the names that docs and contract give them. */
export const columns = [
  'id',
  'surname',
  'forename',
  'middle_names',
  'former_surname',
  'date_of_birth',
  'sex',
  'upn',
  'address_line_1',
  'address_line_2',
  'town',
  'county',
  'postcode',
  'phone',
  'contact_surname',
  'contact_forename',
] as const
export type Column = (typeof columns)[number]

/** Where each column stands in a file: its place, or -1. In the order of `columns`. */
export type Places = readonly number[]
