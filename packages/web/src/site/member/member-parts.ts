/** What `Later` loads, in one file. */
export { AccountForms } from './AccountForms.tsx'
export { CommentBox } from './CommentBox.tsx'
export { Composer } from './Composer.tsx'
export { Invitation } from './Invitation.tsx'
export { JoinForm } from './JoinForm.tsx'
export { OwnMenu } from './OwnMenu.tsx'
export { SignInForm } from './SignInForm.tsx'
export { WordsForm } from './WordsForm.tsx'
