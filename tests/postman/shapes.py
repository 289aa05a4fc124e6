"""What each of Postman's dynamic variables looks like: a regular expression that Newman's values match, and so must Coffer's."""

WORD = r"[\w+/&'.,()-]+"
NAME = r"[A-Z][\w']+"
DATE = (r"(Sun|Mon|Tue|Wed|Thu|Fri|Sat) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d\d \d{4} \d\d:\d\d:\d\d "
        r"GMT[+-]\d{4} \([\w +:-]+\)")
UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
PHONE = r"[2-9]\d\d-[2-9]\d\d-\d{4}"
STREET = rf"{NAME} [A-Z]\w+"
PHRASE = r"[\w+/-]+( [\w+/-]+)*"
USER = r"[A-Z]\w+([._]\w+?)?\d{0,2}"
DOMAIN = r"[a-z]+"
SUFFIX = r"(com|biz|info|name|net|org)"
SENTENCE = r"[A-Z][a-z]*( [a-z]+){2,9}\."
SENTENCES = rf"{SENTENCE}( {SENTENCE})*"
FILE_STEM = r"[a-z0-9_]+"
EXTENSION = r"[a-z0-9_-]+"
DIRECTORY = r"(/[\w+]+)+"
IMAGE = r"http://placeimg\.com/640/480"
WEBKIT = r"53\d\.[0-2]\.[0-2]"
USER_AGENT = rf"Mozilla/5\.0 \(.+\).*|Opera/\d+\.\d+ \(.+\)"

SHAPES = {
    "$guid": UUID, "$randomUUID": UUID,
    "$timestamp": r"\d{10}", "$isoTimestamp": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z",
    "$randomInt": r"\d|[1-9]\d{1,2}|1000", "$randomBoolean": "true|false", "$randomAlphaNumeric": "[a-z0-9]",
    "$randomWord": WORD, "$randomWords": rf"{WORD}( {WORD}){{1,4}}", "$randomLocale": "[a-z]{2,3}",
    "$randomPhoneNumber": PHONE, "$randomPhoneNumberExt": rf"[1-9]\d?-{PHONE}",
    "$randomCity": r"[A-Z][\w'/.-]*( ['(]?\w[\w'/.)-]*)*", "$randomStreetName": STREET, "$randomStreetAddress": rf"\d{{3,5}} {STREET}",
    "$randomCountry": r"[\w()',.& -]+", "$randomCountryCode": "[A-Z]{2}",
    "$randomLatitude": r"-?([0-8]?\d\.\d{4}|90\.0000)", "$randomLongitude": r"-?((1[0-7]\d|\d\d?)\.\d{4}|180\.0000)",
    "$randomColor": "[a-z]+( [a-z]+)?", "$randomDepartment": "[A-Z][a-z]+",
    "$randomProductName": "[A-Z][a-z]+ [A-Z][a-z]+ [A-Z][a-z]+", "$randomProductAdjective": "[A-Z][a-z]+",
    "$randomProductMaterial": "[A-Z][a-z]+", "$randomProduct": "[A-Z][a-z]+",
    "$randomCompanyName": rf"{NAME} (Inc|LLC|Group|and Sons)|{NAME} - {NAME}|{NAME}, {NAME} and {NAME}",
    "$randomCompanySuffix": "Inc|LLC|Group|and Sons",
    "$randomCatchPhrase": PHRASE, "$randomCatchPhraseAdjective": r"[A-Z][\w-]+( \w+)*", "$randomCatchPhraseDescriptor": PHRASE,
    "$randomCatchPhraseNoun": PHRASE, "$randomBs": r"[\w-]+ [\w/-]+ [\w-]+( \w+)?", "$randomBsAdjective": r"[\w/-]+", "$randomBsBuzz": r"[a-z-]+",
    "$randomBsNoun": r"[\w-]+( \w+)?",
    "$randomDatabaseColumn": r"[a-z][A-Za-z]+", "$randomDatabaseType": "[a-z]+", "$randomDatabaseCollation": r"(utf8|ascii|cp1250)_\w+",
    "$randomDatabaseEngine": "InnoDB|MyISAM|MEMORY|CSV|BLACKHOLE|ARCHIVE",
    "$randomDatePast": DATE, "$randomDateFuture": DATE, "$randomDateRecent": DATE,
    "$randomMonth": "January|February|March|April|May|June|July|August|September|October|November|December",
    "$randomWeekday": "(Sun|Mon|Tues|Wednes|Thurs|Fri|Satur)day",
    "$randomBankAccount": r"\d{8}", "$randomBankAccountName": r"[A-Z]\w+( [A-Z]\w+)? Account", "$randomCreditCardMask": r"\d{4}",
    "$randomPrice": r"\d{1,3}\.\d\d|1000\.00", "$randomTransactionType": "deposit|withdrawal|payment|invoice",
    "$randomCurrencyCode": "[A-Z]{3}", "$randomCurrencyName": r"[\w .,()'-]+", "$randomCurrencySymbol": r"\S{1,4}",
    "$randomBitcoin": "[13][1-9a-km-zA-HJ-NP-Z]{24,33}", "$randomBankAccountIban": r"[A-Z]{2}\d\d[A-Z0-9]{11,27}",
    "$randomBankAccountBic": r"[A-Z]{3}[AEIOU][A-Z]{2}[A-Z]1(\d{3}|[A-Z][AEIOU][A-Z])?",
    "$randomAbbreviation": "[A-Z]+[0-9]*", "$randomAdjective": r"[a-z\d]+([ -][a-z\d]+)?", "$randomNoun": "[a-z]+( [a-z]+)?", "$randomVerb": r"[a-z]+( [a-z]+)?",
    "$randomIngverb": "[a-z]+ing( [a-z]+)?", "$randomPhrase": r"[\w', -]+!",
    "$randomAvatarImage": r"https://cdn\.fakercloud\.com/avatars/[\w-]+_128\.jpg", "$randomImageUrl": IMAGE,
    **{f"$random{what}Image": f"{IMAGE}/{what.lower()}" for what in (
        "Abstract", "Animals", "Business", "Cats", "City", "Food", "Nightlife", "Fashion", "People", "Nature", "Sports", "Transport")},
    "$randomImageDataUri": r"data:image/svg\+xml;charset=UTF-8,%3Csvg[\w%.-]+%3C%2Fsvg%3E",
    "$randomEmail": rf"{USER}@(gmail|yahoo|hotmail)\.com", "$randomExampleEmail": rf"{USER}@example\.(org|com|net)", "$randomUserName": USER,
    "$randomProtocol": "https?", "$randomUrl": rf"https?://{DOMAIN}\.{SUFFIX}", "$randomDomainName": rf"{DOMAIN}\.{SUFFIX}",
    "$randomDomainSuffix": SUFFIX, "$randomDomainWord": DOMAIN,
    "$randomIP": r"((25[0-5]|2[0-4]\d|1?\d?\d)(\.(?=\d)|$)){4}", "$randomIPV6": "[0-9a-f]{4}(:[0-9a-f]{4}){7}",
    "$randomUserAgent": USER_AGENT, "$randomHexColor": "#[0-9a-f]{6}", "$randomMACAddress": "[0-9a-f]{2}(:[0-9a-f]{2}){5}",
    "$randomPassword": r"\w{15}",
    "$randomLoremWord": "[a-z]+", "$randomLoremWords": "[a-z]+ [a-z]+ [a-z]+", "$randomLoremSentence": SENTENCE,
    "$randomLoremSlug": "[a-z]+-[a-z]+-[a-z]+", "$randomLoremSentences": rf"{SENTENCE}( {SENTENCE}){{1,5}}",
    "$randomLoremParagraph": rf"{SENTENCE}( {SENTENCE}){{2,5}}", "$randomLoremParagraphs": rf"{SENTENCES}(\n \r{SENTENCES}){{2}}",
    "$randomLoremText": r"[A-Za-z \n\r.]+", "$randomLoremLines": rf"{SENTENCE}(\n{SENTENCE}){{0,4}}",
    "$randomFirstName": NAME, "$randomLastName": NAME,
    "$randomFullName": rf"((Mr|Mrs|Ms|Dr)\. |Miss )?{NAME} {NAME}( (Jr\.|Sr\.|I|II|III|IV|V|MD|DDS|PhD|DVM))?",
    "$randomJobTitle": r"[A-Z]\w+ [A-Z]\w+ [A-Z]\w+", "$randomNamePrefix": r"(Mr|Mrs|Ms|Dr)\.|Miss",
    "$randomNameSuffix": r"Jr\.|Sr\.|I|II|III|IV|V|MD|DDS|PhD|DVM", "$randomJobDescriptor": r"[A-Z]\w+", "$randomJobArea": r"[A-Z]\w+",
    "$randomJobType": r"[A-Z]\w+",
    "$randomFileName": rf"{FILE_STEM}\.{EXTENSION}", "$randomCommonFileName": rf"{FILE_STEM}\.{EXTENSION}",
    "$randomMimeType": r"[a-z-]+/[\w.+-]+", "$randomCommonFileType": "video|audio|image|text|application", "$randomCommonFileExt": EXTENSION,
    "$randomFileType": r"application|audio|chemical|font|image|message|model|multipart|text|video|x-conference|x-shader",
    "$randomFileExt": EXTENSION, "$randomDirectoryPath": DIRECTORY, "$randomFilePath": rf"{DIRECTORY}/{FILE_STEM}\.{EXTENSION}",
    "$randomSemver": r"\d\.\d\.\d",
}
