// What Coffer asks in the middle of something: MFA codes, credentials, grants.
export function QuestionWindows() {
  return null;
}
