import { fold } from "./text.ts";

/** Other names of countries, each to its ISO 3166 alpha-2 code; anything absent is compared as it stands. */
const ALIASES: Readonly<Record<string, string>> = Object.fromEntries(
  `gb:uk,united kingdom,great britain,britain,england,scotland,wales,northern ireland,gbr,vereinigtes konigreich
us:usa,united states,united states of america,u s,u s a,america,vereinigte staaten
de:germany,deutschland,deu,ger,allemagne,alemania
at:austria,osterreich,aut
ch:switzerland,schweiz,suisse,svizzera,che
fr:france,frankreich,fra
es:spain,espana,esp,spanien
it:italy,italia,ita,italien
nl:netherlands,the netherlands,holland,nederland,nld
be:belgium,belgique,belgie,bel
lu:luxembourg,lux
ie:ireland,republic of ireland,eire,irl
pt:portugal,prt
dk:denmark,danmark,dnk
se:sweden,sverige,swe
no:norway,norge,nor
fi:finland,suomi,fin
is:iceland,island
pl:poland,polska,pol
cz:czech republic,czechia,cesko,cze
sk:slovakia,svk
hu:hungary,magyarorszag,hun
ro:romania,rou
bg:bulgaria,bgr
gr:greece,el,grc
hr:croatia,hrv
si:slovenia,svn
ee:estonia,est
lv:latvia,lva
lt:lithuania,ltu
ua:ukraine,ukr
tr:turkey,turkiye,tur
ru:russia,russian federation,rus
ca:canada,can
mx:mexico,mex
br:brazil,brasil,bra
ar:argentina,arg
cl:chile,chl
co:colombia,col
in:india,ind,bharat
cn:china,prc,chn
hk:hong kong,hkg
tw:taiwan,twn
jp:japan,jpn
kr:south korea,korea,republic of korea,kor
sg:singapore,sgp
my:malaysia,mys
id:indonesia,idn
th:thailand,tha
vn:vietnam,vnm
ph:philippines,phl
au:australia,aus
nz:new zealand,nzl
ae:united arab emirates,uae,are
sa:saudi arabia,ksa,sau
il:israel,isr
eg:egypt,egy
za:south africa,zaf,rsa
ng:nigeria,nga
ke:kenya,ken`
    .split("\n")
    .flatMap((line) => {
      const [code = "", names = ""] = line.trim().split(":");
      return [code, ...names.split(",")].map((name) => [name, code] as const);
    }),
);

/** "GB", "UK" and "United Kingdom" become "gb"; a country we have no alias for is its folded name. */
export function countryKeyOf(country: string): string {
  const text = fold(country)
    .replace(/[^a-z0-9]+/g, " ")
    .trim();
  return ALIASES[text] ?? text;
}
