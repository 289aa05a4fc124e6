module.exports = {
  PostmanCookieJar: require('postman-sandbox/lib/sandbox/cookie-jar'),
  PostmanCookieStore: require('postman-sandbox/lib/sandbox/cookie-store'),
};
