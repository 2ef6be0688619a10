/** What `Later` loads, in one file. */
export { AccountBody } from './AccountBody.tsx'
export { CommentBox } from './CommentBox.tsx'
export { Composer } from './Composer.tsx'
export { Invitation } from './Invitation.tsx'
export { JoinBody } from './JoinBody.tsx'
export { OwnMenu } from './OwnMenu.tsx'
export { SignInBody } from './SignInBody.tsx'
export { WordsForm } from './WordsForm.tsx'
