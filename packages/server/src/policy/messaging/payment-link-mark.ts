/** In a text: where the link is to stand; at its end where the text doesn't say. */
export const PAYMENT_LINK_MARK = '{paymentLink}'
