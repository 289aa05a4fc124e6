// Small drawings beside words, 16 by 16, in the colour of the text.
import type { ReactNode } from 'react';

function Icon({ children }: { children: ReactNode }) {
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor" strokeWidth="1.4" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true">
      {children}
    </svg>
  );
}

export const CofferIcon = () => (
  <Icon>
    <path d="M2 8V6.5A3.5 3.5 0 0 1 5.5 3h5A3.5 3.5 0 0 1 14 6.5V8zM2 8h12v4a1 1 0 0 1-1 1H3a1 1 0 0 1-1-1zM8 8v2" />
  </Icon>
);
export const RequestsIcon = () => (
  <Icon>
    <path d="M2 8h11M9 4l4 4-4 4" />
  </Icon>
);
export const RunsIcon = () => (
  <Icon>
    <path d="M5 3l8 5-8 5z" />
  </Icon>
);
export const VaultIcon = () => (
  <Icon>
    <rect x="3" y="7" width="10" height="6.5" rx="1" />
    <path d="M5 7V5a3 3 0 0 1 6 0v2" />
  </Icon>
);
export const SettingsIcon = () => (
  <Icon>
    <path d="M2 4.5h7M13 4.5h1M2 11.5h1M7 11.5h7" />
    <circle cx="11" cy="4.5" r="1.8" />
    <circle cx="5" cy="11.5" r="1.8" />
  </Icon>
);
export const EyeIcon = () => (
  <Icon>
    <path d="M1.5 8S4 3.8 8 3.8 14.5 8 14.5 8 12 12.2 8 12.2 1.5 8 1.5 8z" />
    <circle cx="8" cy="8" r="1.9" />
  </Icon>
);
export const EyeOffIcon = () => (
  <Icon>
    <path d="M1.5 8S4 3.8 8 3.8 14.5 8 14.5 8 12 12.2 8 12.2 1.5 8 1.5 8zM3 13.5l10-11" />
  </Icon>
);
export const CopyIcon = () => (
  <Icon>
    <rect x="5.5" y="5.5" width="8" height="8" rx="1" />
    <path d="M10.5 3.5v-1h-8v8h1" />
  </Icon>
);
export const DetailsIcon = () => (
  <Icon>
    <circle cx="8" cy="8" r="5.8" />
    <path d="M8 7.4v3.4M8 5.2v.1" />
  </Icon>
);
