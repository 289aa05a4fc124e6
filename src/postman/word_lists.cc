#include "postman/word_lists.h"

#include <algorithm>
#include <iterator>

namespace coffer::postman {
namespace {

struct Rule {
  std::string_view name, alternatives;
};

constexpr Rule kRules[] = {
    // Characters.
    {"hex", "0|1|2|3|4|5|6|7|8|9|a|b|c|d|e|f"},
    {"upper", "A|B|C|D|E|F|G|H|I|J|K|L|M|N|O|P|Q|R|S|T|U|V|W|X|Y|Z"},
    {"vowel", "A|E|I|O|U"},
    {"upper-alnum", "{upper}|#|#|#|#"},
    {"alnum", "0|1|2|3|4|5|6|7|8|9|a|b|c|d|e|f|g|h|i|j|k|l|m|n|o|p|q|r|s|t|u|v|w|x|y|z"},
    {"word-char",
     "0|1|2|3|4|5|6|7|8|9|a|b|c|d|e|f|g|h|i|j|k|l|m|n|o|p|q|r|s|t|u|v|w|x|y|z|_|"
     "A|B|C|D|E|F|G|H|I|J|K|L|M|N|O|P|Q|R|S|T|U|V|W|X|Y|Z"},
    {"base58",
     "1|2|3|4|5|6|7|8|9|a|b|c|d|e|f|g|h|i|j|k|m|n|o|p|q|r|s|t|u|v|w|x|y|z|"
     "A|B|C|D|E|F|G|H|J|K|L|M|N|P|Q|R|S|T|U|V|W|X|Y|Z"},

    // People.
    {"first",
     "Ada|Alan|Amara|Anton|Beatrix|Bruno|Carla|Cedric|Chiara|Clara|Conrad|Dana|Diego|Edith|Elena|Emil|Esra|"
     "Fabian|Felix|"
     "Flora|Gustav|Hana|Hedy|Hugo|Ines|Ingrid|Ivan|Jonas|Judith|Kai|Katya|Lars|Leila|Linus|Lotte|Magnus|"
     "Maren|Mateo|Mina|"
     "Nadia|Nils|Noor|Olga|Oskar|Paula|Pedro|Quentin|Rafael|Ruth|Samira|Selma|Silas|Tara|Tomas|Ulla|Vera|"
     "Viktor|Wanda|"
     "Yusuf|Zoe"},
    {"last",
     "Abbot|Almeida|Andersson|Bakker|Bauer|Becker|Berg|Bianchi|Castro|Chen|Costa|Dahl|Dubois|Eriksen|Farkas|"
     "Ferrari|"
     "Fischer|Fontaine|Garcia|Greene|Haddad|Hansen|Hoffmann|Horvath|Ivanov|Jansen|Kaya|Keller|Khan|Kim|"
     "Kowalski|Larsen|"
     "Lindgren|Lopez|Marino|Mbeki|Meyer|Moreau|Nakamura|Nguyen|Novak|Okafor|Olsen|Patel|Petrov|Popov|Quist|"
     "Rossi|Sato|"
     "Schmidt|Silva|Singh|Suzuki|Tanaka|Tran|Vargas|Virtanen|Weber|Yilmaz|Zimmer"},
    {"prefix", "Mr.|Mrs.|Ms.|Miss|Dr."},
    {"suffix", "Jr.|Sr.|I|II|III|IV|V|MD|DDS|PhD|DVM"},
    {"full-name",
     "{first} {last}|{first} {last}|{first} {last}|{prefix} {first} {last}|{first} {last} {suffix}"},
    {"job-descriptor",
     "Senior|Junior|Lead|Principal|Chief|Regional|Global|National|Corporate|Central|Internal|Customer|"
     "Product|Future|"
     "Interim|Associate|Deputy|District|Legacy|Staff"},
    {"job-area",
     "Security|Research|Marketing|Quality|Operations|Data|Accounts|Infrastructure|Communications|Design|"
     "Logistics|Sales|"
     "Support|Finance|Usability|Strategy|Compliance|Platform|Procurement|Training"},
    {"job-type",
     "Engineer|Manager|Director|Analyst|Architect|Coordinator|Consultant|Designer|Developer|Officer|Planner|"
     "Specialist|"
     "Supervisor|Technician|Administrator|Assistant|Agent|Strategist|Producer|Representative"},

    // Places.
    {"city",
     "Aarhus|Accra|Adelaide|Antwerp|Bangalore|Bergen|Bologna|Boston|Brno|Calgary|Cardiff|Cusco|Dakar|Dresden|"
     "Dublin|"
     "Geneva|Ghent|Graz|Hanoi|Helsinki|Izmir|Kigali|Kyoto|Leeds|Lille|Lisbon|Ljubljana|Lyon|Malaga|Melbourne|"
     "Montreal|"
     "Nairobi|Nantes|Osaka|Oslo|Porto|Quito|Riga|Rosario|Salzburg|Seville|Sofia|Tallinn|Turin|Utrecht|"
     "Valencia|Vilnius|"
     "Warsaw|Wellington|Zagreb|Port {last}|East {first}|New {first}town|{last}ville|{first}burgh"},
    {"street-suffix",
     "Street|Avenue|Road|Lane|Court|Drive|Square|Terrace|Way|Place|Alley|Bridge|Crescent|Gardens|Grove|Hill|"
     "Mews|Park|"
     "Path|Row|Walk"},
    {"street", "{first} {street-suffix}|{last} {street-suffix}"},
    {"country",
     "Argentina|Australia|Austria|Belgium|Bolivia|Botswana|Brazil|Canada|Chile|China|Colombia|Costa "
     "Rica|Croatia|Cuba|"
     "Denmark|Ecuador|Egypt|Estonia|Fiji|Finland|France|Germany|Ghana|Greece|Hungary|Iceland|India|Indonesia|"
     "Ireland|"
     "Italy|Jamaica|Japan|Jordan|Kenya|Latvia|Malaysia|Mexico|Mongolia|Morocco|Nepal|Netherlands|New "
     "Zealand|Nigeria|"
     "Norway|Panama|Peru|Poland|Portugal|Senegal|Singapore|Slovenia|South "
     "Africa|Spain|Sweden|Thailand|Tunisia|Uruguay|"
     "Vietnam|Zambia"},
    {"country-code",
     "AR|AU|AT|BE|BO|BW|BR|CA|CL|CN|CO|CR|HR|CU|DK|EC|EG|EE|FJ|FI|FR|DE|GH|GR|HU|IS|IN|ID|IE|IT|JM|JP|JO|KE|"
     "LV|MY|MX|MN|"
     "MA|NP|NL|NZ|NG|NO|PA|PE|PL|PT|SN|SG|SI|ZA|ES|SE|TH|TN|UY|VN|ZM"},
    // ISO 639, as far as browsers ship it.
    {"locale",
     "af|am|ar|az|be|bg|bn|br|bs|ca|co|cs|cy|da|de|el|en|eo|es|et|eu|fa|fi|fo|fr|fy|ga|gd|gl|gu|ha|he|hi|hr|"
     "hu|hy|ia|id|"
     "is|it|ja|ka|kk|km|kn|ko|ku|ky|la|ln|lo|lt|lv|mk|ml|mn|mr|ms|mt|nb|ne|nl|nn|no|oc|or|pa|pl|ps|pt|qu|rm|"
     "ro|ru|sd|sh|"
     "si|sk|sl|sn|so|sq|sr|st|su|sv|sw|ta|te|tg|th|ti|tk|to|tr|tt|tw|ug|uk|ur|uz|vi|xh|yi|yo|zh|zu"},

    // Trade.
    {"color",
     "red|green|blue|yellow|purple|teal|white|black|orange|pink|grey|brown|cyan|magenta|violet|turquoise|"
     "gold|silver|"
     "ivory|maroon|olive|indigo|salmon|lime|mint green|sky blue"},
    {"department",
     "Books|Music|Movies|Games|Electronics|Computers|Home|Garden|Tools|Grocery|Health|Beauty|Toys|Kids|Baby|"
     "Clothing|"
     "Shoes|Jewelry|Sports|Outdoors|Automotive|Industrial|Stationery"},
    {"product-adjective",
     "Small|Large|Sturdy|Elegant|Handmade|Practical|Portable|Rustic|Modern|Classic|Durable|Refined|Foldable|"
     "Quiet|Bright|"
     "Reliable|Everyday|Compact|Seasonal|Vintage|Light"},
    {"product-material",
     "Steel|Wooden|Cotton|Granite|Rubber|Metal|Plastic|Leather|Bamboo|Glass|Ceramic|Linen|Woollen|Copper|"
     "Paper|Cork|"
     "Marble|Silk"},
    {"product",
     "Chair|Lamp|Keyboard|Bike|Table|Shirt|Gloves|Shoes|Bottle|Backpack|Clock|Mirror|Notebook|Umbrella|"
     "Kettle|Bowl|Basket|"
     "Scarf|Pencil|Shelf|Cheese|Bread|Soap|Tent|Guitar"},
    {"company-suffix", "Inc|LLC|Group|and Sons"},
    {"company", "{last} {company-suffix}|{last} - {last}|{last}, {last} and {last}"},
    {"phrase-adjective",
     "Adaptive|Automated|Balanced|Centralized|Compatible|Configurable|Distributed|Ergonomic|Extended|"
     "Flexible|Focused|"
     "Integrated|Layered|Managed|Modular|Networked|Open|Optimized|Phased|Progressive|Public|Reduced|Robust|"
     "Seamless|"
     "Secured|Shared|Streamlined|Team-oriented|Universal|Upgraded|Versatile|Visionary"},
    {"phrase-descriptor",
     "asynchronous|background|client-driven|coherent|concurrent|context-sensitive|dedicated|directional|"
     "dynamic|encompassing|"
     "executive|explicit|fault-tolerant|global|high-level|holistic|human-resource|incremental|interactive|"
     "local|logistical|"
     "methodical|modular|national|next "
     "generation|object-oriented|optimal|regional|responsive|scalable|stable|static|"
     "systematic|tertiary|transitional|value-added|web-enabled|zero tolerance"},
    {"phrase-noun",
     "ability|alliance|analyzer|application|approach|architecture|archive|array|benchmark|capability|"
     "collaboration|"
     "complexity|concept|contingency|core|database|encryption|extranet|forecast|framework|function|groupware|"
     "hardware|hub|"
     "implementation|initiative|interface|knowledge "
     "base|leverage|matrix|middleware|migration|model|monitoring|neural-net|"
     "open "
     "system|paradigm|policy|portal|project|protocol|software|solution|standardization|strategy|success|"
     "superstructure|"
     "toolset|workforce"},
    {"bs-verb",
     "implement|integrate|streamline|optimize|evolve|transform|enable|orchestrate|reinvent|aggregate|enhance|"
     "innovate|"
     "scale|deliver|grow|deploy|monetize|extend|facilitate|harness|engage|maximize|benchmark|drive|"
     "productize|repurpose|"
     "syndicate|visualize|unleash|mesh"},
    {"bs-adjective",
     "scalable|robust|proactive|strategic|seamless|sticky|virtual|visionary|granular|frictionless|global|"
     "dynamic|efficient|"
     "end-to-end|cross-platform|cutting-edge|data-driven|distributed|extensible|holistic|integrated|"
     "interactive|magnetic|"
     "next-generation|open-source|plug-and-play|real-time|rich|turn-key|ubiquitous|user-centric|web-enabled|"
     "world-class"},
    {"bs-noun",
     "synergies|paradigms|markets|partnerships|infrastructures|platforms|initiatives|channels|communities|"
     "solutions|"
     "action-items|portals|technologies|content|supply-chains|convergence|relationships|architectures|"
     "interfaces|networks|"
     "applications|bandwidth|deliverables|users|schemas|models|systems|functionalities|experiences|"
     "methodologies"},

    // Money. Currencies: ISO 4217.
    {"account-type",
     "Checking|Savings|Money Market|Investment|Home Loan|Credit Card|Auto Loan|Personal Loan"},
    {"transaction", "deposit|withdrawal|payment|invoice"},
    {"currency-code",
     "AED|ARS|AUD|BGN|BRL|CAD|CHF|CLP|CNY|COP|CZK|DKK|EGP|EUR|GBP|HKD|HUF|IDR|ILS|INR|ISK|JPY|KES|KRW|MAD|"
     "MXN|MYR|NGN|NOK|"
     "NZD|PEN|PHP|PKR|PLN|QAR|RON|RSD|RUB|SAR|SEK|SGD|THB|TND|TRY|TWD|UAH|USD|UYU|VND|ZAR"},
    {"currency-name",
     "UAE Dirham|Argentine Peso|Australian Dollar|Brazilian Real|Canadian Dollar|Swiss Franc|Chilean "
     "Peso|Yuan Renminbi|"
     "Czech Koruna|Danish Krone|Egyptian Pound|Euro|Pound Sterling|Forint|Rupiah|Indian Rupee|Iceland "
     "Krona|Yen|"
     "Kenyan Shilling|Won|Mexican Peso|Naira|Norwegian Krone|New Zealand Dollar|Sol|Philippine "
     "Peso|Zloty|Qatari Rial|"
     "Swedish Krona|Singapore Dollar|Baht|Tunisian Dinar|Turkish Lira|US Dollar|Dong|Rand"},
    {"currency-symbol", "$|€|£|¥|₹|₽|₩|₪|₫|₦|₱|₺|zł|Kč|kr|Ft|R$|CHF|lei|฿|₴"},

    // Computers.
    {"db-column",
     "id|title|name|email|phone|token|group|category|password|comment|avatar|status|createdAt|updatedAt"},
    {"db-type",
     "int|varchar|text|date|datetime|tinyint|time|timestamp|smallint|mediumint|bigint|decimal|float|double|"
     "real|bit|"
     "boolean|serial|blob|binary|enum|set|geometry|point"},
    {"db-collation",
     "utf8_unicode_ci|utf8_general_ci|utf8_bin|ascii_bin|ascii_general_ci|cp1250_bin|cp1250_general_ci"},
    {"db-engine", "InnoDB|MyISAM|MEMORY|CSV|BLACKHOLE|ARCHIVE"},
    {"abbreviation",
     "TCP|HTTP|RAM|CSS|SSL|SQL|FTP|AI|ADP|RSS|XML|EXE|COM|HDD|THX|SMTP|SMS|USB|PNG|SAS|JSON|DNS|TLS|UDP|CPU|"
     "GPU|API"},
    {"adjective",
     "auxiliary|primary|digital|virtual|redundant|online|optical|wireless|neural|mobile|remote|encrypted|"
     "cached|idle|nested|"
     "parallel|portable|solid state|back-end|open-source"},
    {"noun",
     "driver|protocol|bandwidth|panel|microchip|program|port|card|array|interface|system|sensor|firewall|"
     "pixel|alarm|feed|"
     "monitor|application|transmitter|bus|circuit|capacitor|matrix|router|kernel|buffer"},
    {"verb",
     "bypass|hack|override|compress|copy|navigate|index|connect|generate|quantify|calculate|synthesize|input|"
     "transmit|"
     "program|reboot|parse|patch|encrypt|mount|scan|sync"},
    {"ing-verb",
     "bypassing|hacking|overriding|compressing|copying|navigating|indexing|connecting|generating|quantifying|"
     "calculating|"
     "transmitting|programming|parsing|rebooting|patching|encrypting|mounting|scanning|syncing"},
    {"phrase",
     "First {verb} the {adjective} {noun}, then the {abbreviation} {noun} will follow!|"
     "Nobody can {verb} the {noun} without {ing-verb} the {adjective} {abbreviation} {noun}!|"
     "{^ing-verb} the {noun} is not enough, we have to {verb} the {adjective} {abbreviation} {noun}!|"
     "Once the {abbreviation} {noun} is up, {verb} the {adjective} {noun}!|"
     "Please {verb} the {abbreviation} {noun}, so that I may {verb} the {noun}!"},
    {"word",
     "{department}|{product-adjective}|{product-material}|{product}|{street-suffix}|{phrase-adjective}|{bs-"
     "adjective}|"
     "{bs-verb}|{bs-noun}|{db-column}|{abbreviation}|{noun}|{verb}|{ing-verb}|{job-descriptor}|{job-area}|{"
     "job-type}"},
    {"user-name", "{first}{0-99}|{first}{.or_}{last}|{first}{.or_}{last}{0-99}"},
    {".or_", ".|_"},
    {"free-mail", "gmail.com|yahoo.com|hotmail.com"},
    {"example-domain", "example.org|example.com|example.net"},
    {"domain-suffix", "com|biz|info|name|net|org"},
    {"domain", "{_first}.{domain-suffix}"},
    {"image", "http://placeimg.com/640/480"},
    {"webkit", "{531-538}.{0-2}.{0-2}"},
    {"user-agent",
     "Mozilla/5.0 ({desktop}; rv:{5-15}.#) Gecko/20100101 Firefox/{5-15}.#.#|"
     "Mozilla/5.0 ({desktop}) AppleWebKit/{webkit} (KHTML, like Gecko) Chrome/{13-39}.0.8##.0 "
     "Safari/{webkit}|"
     "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_{5-9}_# rv:{2-6}.0; EN) AppleWebKit/{webkit} (KHTML, like "
     "Gecko) "
     "Version/{4-7}.{0-1}.# Safari/{webkit}|"
     "Mozilla/5.0 (Windows NT 6.{1-3}; Trident/7.0; rv:11.0) like Gecko|"
     "Opera/{9-14}.## (X11; Linux i686; U; EN Presto/2.9.{160-190} Version/{10-12}.00)"},
    {"desktop",
     "Windows NT {5-6}.{0-3}|Windows NT {5-6}.{0-3}; WOW64|Macintosh; Intel Mac OS X 10.{5-9}.#|X11; Linux "
     "x86_64"},

    // Files.
    {"directory",
     "/bin|/boot|/dev|/etc|/etc/defaults|/etc/mail|/home|/home/user|/lib|/media|/mnt|/net|/opt|/opt/bin|/opt/"
     "share|/proc|"
     "/root|/sbin|/srv|/sys|/tmp|/usr|/usr/bin|/usr/include|/usr/lib|/usr/libexec|/usr/local/bin|/usr/local/"
     "src|/usr/sbin|"
     "/usr/share|/usr/src|/var|/var/log|/var/mail|/var/spool|/var/tmp|/Applications|/Library|/Users"},
    {"file-word", "{_department}|{_product}|{_product-material}|{_noun}|{_verb}|{_city-word}|{_job-area}"},
    {"city-word", "Lisbon|Oslo|Kyoto|Nairobi|Porto|Riga|Dublin|Quito|Hanoi|Accra"},
    {"file-stem", "{file-word}|{file-word}_{file-word}|{file-word}_{file-word}_{file-word}"},
    {"file-ext",
     "aac|abw|avi|bmp|bz|c|cab|cer|cpio|css|csv|dbk|deb|djvu|doc|docx|dot|dvi|dxf|eot|eps|epub|flac|flv|gif|"
     "gpx|gz|html|"
     "ico|ics|ifb|jar|jpg|js|json|kml|latex|lzh|m3u|mid|mkv|mml|mov|mp3|mp4|ods|odt|oga|ogg|otf|pdf|pgp|pic|"
     "png|ppt|ps|"
     "rar|rdf|rss|rtf|sh|svg|swf|tar|tex|tiff|torrent|ttf|txt|vcf|wav|webm|webp|woff|xls|xml|xslt|yaml|zip"},
    {"common-ext", "pdf|mpga|mp2|mp3|wav|png|jpeg|jpg|gif|mp4|mpg4|mpeg|mpg|html|htm|shtml"},
    {"common-type", "video|audio|image|text|application"},
    {"file-type",
     "application|audio|chemical|font|image|message|model|multipart|text|video|x-conference|x-shader"},
    {"mime",
     "application/atom+xml|application/gzip|application/java-archive|application/javascript|application/json|"
     "application/ld+json|application/msword|application/octet-stream|application/pdf|application/"
     "pgp-signature|"
     "application/rtf|application/sql|application/vnd.ms-excel|application/"
     "vnd.oasis.opendocument.text|application/wasm|"
     "application/xml|application/zip|audio/flac|audio/midi|audio/mp4|audio/mpeg|audio/ogg|audio/wav|font/"
     "otf|font/woff2|"
     "image/bmp|image/gif|image/jpeg|image/png|image/svg+xml|image/tiff|image/webp|message/http|model/"
     "gltf+json|"
     "multipart/form-data|multipart/mixed|text/calendar|text/css|text/csv|text/html|text/markdown|text/"
     "plain|text/vcard|"
     "video/mp4|video/mpeg|video/ogg|video/quicktime|video/webm"},

    // Lorem ipsum: words of Cicero, De finibus bonorum et malorum.
    {"lorem",
     "lorem|ipsum|dolor|sit|amet|consectetur|adipisci|velit|sed|quia|non|numquam|eius|modi|tempora|incidunt|"
     "labore|et|dolore|"
     "magnam|aliquam|quaerat|voluptatem|enim|minima|veniam|quis|nostrum|ullam|corporis|suscipit|laboriosam|"
     "nisi|aliquid|"
     "commodi|consequatur|autem|vel|eum|iure|reprehenderit|qui|in|ea|voluptate|esse|quam|nihil|molestiae|"
     "illum|fugiat|quo|"
     "nulla|pariatur|at|vero|accusamus|iusto|odio|dignissimos"},
    {"lorem-more", " {lorem}"},
    {"lorem-words", "{lorem} {lorem} {lorem}"},
    {"sentence", "{^lorem}{lorem-more*2-9}."},
    {"sentence-more", " {sentence}"},
    {"sentences", "{sentence}{sentence-more*1-5}"},
    {"paragraph", "{sentence}{sentence-more*2-5}"},
    {"paragraphs", "{paragraph}\n \r{paragraph}\n \r{paragraph}"},
    {"line-more", "\n{sentence}"},
    {"lines", "{sentence}{line-more*0-4}"},
    {"lorem-text", "{lorem}|{lorem-words}|{sentence}|{sentences}|{paragraph}|{paragraphs}|{lines}"},

    // North American Numbering Plan.
    {"phone", "{2-9}##-{2-9}##-####"},
};

}  // namespace

std::optional<std::string_view> find_rule(std::string_view name) {
  const auto* found = std::ranges::find(kRules, name, &Rule::name);
  if (found == std::end(kRules)) return std::nullopt;
  return found->alternatives;
}

}  // namespace coffer::postman
