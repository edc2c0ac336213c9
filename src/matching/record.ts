/** What one record says of a child. What a protection holds is never put in, so it is never cleaned, keyed or compared. */

/** `lines`: the lines of an address joined by ', '. */
export type Home = {
  readonly lines: string
  readonly town?: string | undefined
  readonly postcode?: string | undefined
}

export type Contact = { readonly surname?: string | undefined; readonly forename?: string | undefined }

export type Described = {
  /** The legal one first, then preferred and former ones. */
  readonly surnames: readonly string[]
  /** The legal one first, then the names the child is known by. */
  readonly forenames: readonly string[]
  readonly middleNames?: string | undefined
  /** YYYY-MM-DD, or whatever was typed. */
  readonly dateOfBirth?: string | undefined
  readonly sex?: string | undefined
  /** The present one first, then former ones. */
  readonly upns: readonly string[]
  readonly homes: readonly Home[]
  readonly phones: readonly string[]
  readonly contacts: readonly Contact[]
  /** Of a protected child only names, birthday, sex and UPN may be given, and no match is ever certain. */
  readonly protected?: boolean | undefined
}
