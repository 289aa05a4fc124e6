#include "crypto/private_key.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "base/encoding.h"
#include "crypto/testing/published_keys.h"

namespace coffer::crypto {
namespace {

using testing::HasSubstr;

// RFC 7515 §A.2.1: header and claims of the example, and its signature.
constexpr const char* kSigned =
    "eyJhbGciOiJSUzI1NiJ9."
    "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
constexpr const char* kSignature =
    "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdb"
    "F9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383"
    "LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWy"
    "wlVmtVrBp0igcN_IoypGlUPQGe77Rw";

std::string signed_with(const std::string& pem) {
  const auto key = PrivateKey::from_pem(Secret(pem));
  if (!key) return to_string(key.error());
  return base64url_encode(
      key->sign(SignatureScheme::kRsaPkcs1, HashAlgorithm::kSha256, Secret(kSigned)).value());
}

TEST(PrivateKey, SignsTheExampleOfRfc7515) { EXPECT_EQ(signed_with(kRfc7515RsaPkcs8), kSignature); }

TEST(PrivateKey, ReadsEveryUsualForm) {
  EXPECT_EQ(signed_with(kRfc7515RsaPkcs1), kSignature);
  std::string one_line, written;
  for (const char c : std::string(kRfc7515RsaPkcs8)) {
    one_line += c == '\n' ? ' ' : c;
    written += c == '\n' ? std::string("\\n") : std::string(1, c);
  }
  EXPECT_EQ(signed_with(one_line), kSignature);
  EXPECT_EQ(signed_with(written), kSignature);
  EXPECT_EQ(PrivateKey::from_pem(Secret(kRfc7515EcSec1)).value().kind(), PrivateKey::Kind::kEc);
  EXPECT_EQ(PrivateKey::from_pem(Secret(kRfc7515EcPkcs8)).value().bits(), 256);
}

TEST(PrivateKey, AnEcdsaSignatureHasAFixedWidth) {
  const auto key = PrivateKey::from_pem(Secret(kRfc7515EcPkcs8));
  for (int i = 0; i < 40; ++i) {  // a DER integer loses its leading zero byte once in 256 times
    EXPECT_EQ(key->sign(SignatureScheme::kEcdsa, HashAlgorithm::kSha256, Secret(std::to_string(i)))->size(),
              64U);
  }
}

TEST(PrivateKey, SaysWhatIsWrongWithAKeyAndNeverQuotesIt) {
  const auto error_of = [](std::string_view pem) { return PrivateKey::from_pem(Secret(pem)).error(); };
  EXPECT_THAT(error_of("sk-live-1234").what, HasSubstr("no PEM private key"));
  EXPECT_EQ(error_of(kEncryptedPkcs8).code, ErrorCode::kUnsupported);
  const std::string damaged = "-----BEGIN PRIVATE KEY-----\nc2Vj*mV0\n-----END PRIVATE KEY-----";
  EXPECT_THAT(error_of(damaged).what, HasSubstr("base64"));
  EXPECT_EQ(to_string(error_of(damaged)).find("c2Vj"), std::string::npos);
  EXPECT_THAT(error_of("-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----").what,
              HasSubstr("damaged"));
}

TEST(PrivateKey, RefusesTheAlgorithmOfAnotherKind) {
  const auto rsa = PrivateKey::from_pem(Secret(kRfc7515RsaPkcs8));
  EXPECT_EQ(rsa->sign(SignatureScheme::kEcdsa, HashAlgorithm::kSha256, Secret("x")).error().code,
            ErrorCode::kInvalidArgument);
  const auto ec = PrivateKey::from_pem(Secret(kRfc7515EcPkcs8));
  EXPECT_EQ(ec->sign(SignatureScheme::kRsaPss, HashAlgorithm::kSha256, Secret("x")).error().code,
            ErrorCode::kInvalidArgument);
}

}  // namespace
}  // namespace coffer::crypto
