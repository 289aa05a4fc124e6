// Headers that people set, for completion.
export const headerNames = [
  'Accept', 'Accept-Encoding', 'Accept-Language', 'Authorization', 'Cache-Control', 'Content-Encoding', 'Content-Language', 'Content-Type', 'Cookie', 'ETag',
  'Host', 'Idempotency-Key', 'If-Match', 'If-Modified-Since', 'If-None-Match', 'Origin', 'Prefer', 'Range', 'Referer', 'User-Agent', 'X-API-Key',
  'X-Correlation-ID', 'X-Forwarded-For', 'X-Request-ID', 'X-Requested-With',
] as const;
