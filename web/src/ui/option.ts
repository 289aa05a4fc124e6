// One of several that a person may choose from.
export interface Option {
  id: string;
  label: string;
  detail?: string; // beside it, fainter; searched too
}
