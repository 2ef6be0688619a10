/** By which a notification leads back to the ledger. */
export const SES_LEDGER_TAG = 'troupe-ledger'
