/** How wide a list of leads is, and what that leaves room for. */
export type LeadLayout = 'card' | 'middle' | 'wide'

const WIDE_PX = 1_040
const CARDS_BELOW_PX = 640

export const LEAD_ROW_PX: Readonly<Record<LeadLayout, number>> = { card: 64, middle: 36, wide: 36 }
export const LEAD_HEAD_PX = 36

export function layoutFor(widthPx: number): LeadLayout {
  return widthPx >= WIDE_PX ? 'wide' : widthPx >= CARDS_BELOW_PX ? 'middle' : 'card'
}

/** The columns of rows and head alike. */
export const LEAD_COLUMNS: Readonly<Record<'middle' | 'wide', string>> = {
  wide: 'grid grid-cols-[minmax(12rem,1.6fr)_minmax(7rem,0.8fr)_6.5rem_4.5rem_6rem_minmax(6rem,1fr)_4.5rem_6rem_4.5rem] items-center gap-x-4 px-6',
  middle: 'grid grid-cols-[minmax(11rem,1.6fr)_6.5rem_4.5rem_6rem_4.5rem_4.5rem] items-center gap-x-4 px-6',
}
