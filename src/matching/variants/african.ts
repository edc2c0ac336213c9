/** Forenames of Nigeria, Ghana, Somalia, Ethiopia, Eritrea, Congo, Zimbabwe and their neighbours. */
export const african = `
abayomi bayo yomi
abdinasir abdinaser abdinasser cabdinaasir
abdirizak abdirizaq abdirisaq abdurazak abdulrazaq abdurrazaq abdulrazak abdirisak
abdiwali abdiweli
abeba abebe
abel habel
abena abenaa
abimbola bimbo bola bimbola
abiodun biodun abbiodun
abiola biola
abosede bose
aboubacar abubakar
abshir absher
adaeze ada adaez
adebayo bayo debayo
adebola bola debola
adekunle kunle
adeola deola ola
aderonke ronke
adesola sola
adetola tola
adewale wale
adwoa adjoa adzoa ajoa
afia efia afua efua
afua afia efua effua
aissatou aisha
akosua akosuah akos
akua ekua akuah
akwasi kwasi kwesi
ama amma
amarachi amara amarachukwu
anesu anesuishe
anuoluwapo anu anuoluwa
asantewaa asantewa
awa hawa
ayaan ayan
ayanle ayanleh
ayodele ayo dele
ayomide ayo ayomiday mide
ayomikun ayo
ayotunde ayo tunde
azeezat azizat
babatunde tunde baba
bereket baraket
bile bille
biniam binyam benyam
blessing blessings
bolanle bola
busayo bussayo olubusayo
cawil awil
chiamaka amaka chimaka
chibuike buike
chibuzor chibuzo
chidera dera
chidi chiddy
chidiebere chidi ebere
chidinma chidimma dinma
chika chica
chikamso kamso
chinedu nedu edu
chinelo nelo
chinenye nenye
chioma chiomah oma
chisom chisomaga
chizoba zoba
christelle christel
chukwudi chudi
chukwuebuka ebuka
chukwuemeka emeka
daberechi dabere
dahabo dahab
damilola dami damilolla
dawit david
deeqa deqa deka dega
djibril jibril
ebele ebelechukwu
ebube ebubechukwu
eden edin
efe efeh
ekene kene
elsabet elizabeth
enitan eniitan
esi essi
exauce exauces
eyram eyiram
faarax farah
farai faraii
fardowsa ferdowsa fardosa firdaws firdous firdaus fardows
fatou fatima
favour favor
feyisayo feyi
filmon philemon filemon
filsan filsen
folake flakky
folasade sade shade
funmilayo funmi funmilola
gbemisola gbemi
glory glori
grace gracia
guled guuleed
haben habben
hanna hana
hibaq hibak
hiwot hiwet hiwote
hodan hoodan hodon
hoodo hodo
ibrahima ibrahim
idil idiil
ifeanyi ifeanyichukwu ify
ifeoluwa ife
ifeoma ify
ifrah ifraax
ikechukwu ike ikenna
ilhan ilhaan
jama jaamac jamac
jeremie jeremy
jesudarasimi darasimi
juma jumah
kadiatou khadija
kaltun kaltum khaltum kulthum
kehinde kenny kehind
kelechi kelechukwu
khadijat khadija
khadra khadro
kidane kidan
kofi cofie koffi kofie
kojo kodwo cudjoe kodjo
korede koredey
kudzai kudzaishe kudzanai
kundai kundayi
kwabena kobena kobby
kwadwo kojo kwadjo kodjo
kwaku kweku quaku kouakou
kwame kwami kwamena
kwasi kwesi kouassi
liban liibaan libaan
mahad mahat
mamadou mohammed
mariama mariam
mehari mehary
mercy merci
meron merhon
merveille merveil
mofiyinfoluwa mofiyin
morenikeji morenike
moussa musa
munashe munasheh
najma najmo
natnael nathaniel natinael
neema neemah nima
ngozi ngozichukwu
nimo nimco neema
nkechi nkechinyere
nnamdi namdi
nneka nnekah
nonso chinonso
nyasha nyash
obinna obi
oghenekaro karo
oluchi oluchukwu
oluwadamilola damilola dami
oluwadarasimi darasimi
oluwafemi femi olufemi
oluwakemi kemi olukemi
oluwanifemi nifemi
oluwasegun segun olusegun
oluwaseun seun oluseun
oluwaseyi seyi oluseyi
oluwatobi tobi oluwatobiloba tobiloba
oluwatomisin tomisin
oluwatosin tosin olutosin
oluwatoyin toyin olutoyin
omolara lara
omotola tola
onyeka onyekachi onyekachukwu
osaze osas
ousmane uthman
oyindamola oyin dami
oyinkansola oyin oyinkan oyinda
panashe panache
plamedi plamedie
praise praiz
precious preshus
rahel rachel
rehema rahma
robel rubel
roble rooble
rutendo ruthendo
ruvarashe ruva
ruweyda ruwayda rowda
saba sabba
sacdiya sadia
sagal sagaal
samatar samantar
samrawit samri
selam selamawit salam
semhar semehar
senait senayt
seydou saidu saydou
seyi sheyi
shukri shukria
simisola simi
sola shola
souleymane sulaiman
suad suaad
suhur suhuur
tadiwa tadiwanashe
taiwo taiye taye
takudzwa taku
tanaka tanakah
tapiwa tapiwanashe
tatenda tatendah
tawananyasha tawana
tekle teklay
temiloluwa temi temilolu
temitope temi tope
tesfay tesfaye tesfai
tinashe tinasheh
tinotenda tino
titilayo titi
tochukwu tochi
tolulope tolu tolulop
toluwanimi tolu
tsion zion tsyon
ubah ubax
uchechukwu uche uchenna
ugochukwu ugo ugochi
wanjiku shiku
wanjiru shiro
warsame warsama
yaa yaah
yasmiin yasmin
yaw yao
yetunde yetty
yohannes johannes yohanes johanes
yonas jonas yunas
yonis yunis
yosef joseph yoseph
zainabu zainab
zamzam samsam
`
