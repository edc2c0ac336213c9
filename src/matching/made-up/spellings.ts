/**
 * How the maker writes one name in several ways, and what it calls people for short. These are the maker's own and are kept
 * apart from the tables the matcher uses, on purpose: a matcher that is tested on its own table is not tested.
 */

/** One name in many spellings, a line each. */
const forenameSpellings = `
mohammed muhammad mohammad mohamed muhammed mohamad muhamad mohd mohammod muhammet mohamud mahamed mohamet
ahmed ahmad ahmet achmed ahmmed amed
aisha ayesha aysha aishah aesha eisha aicha ayshah aïcha
fatima fatimah fatema fathima fatma fatimata fatoumata fadumo faatimah
maryam mariam maryum meryem mariyam miriam maryan marium mariama
zainab zaynab zeinab zaineb zaynah zenab zeynep saynab
khadija khadijah khadeeja khadeja khadijat hatice kadija khadeejah
amina aminah ameena aamina aminat amine
yusuf yousuf yousef yousaf youssef yusef yusif yusup yousif yosef
ibrahim ebrahim ibraheem ibrahima abrahim ibrahem
hussain hussein husain hossain hussien hüseyin husayn hosain
hassan hasan hassen hasaan hasen
omar umar omer ömer umer oumar
usman uthman osman othman usmaan ousmane uthmaan
ali aly alee aali
hamza hamzah hamzeh humza hamsa
abdullah abdulla abdallah abdullahi abdalla abdoulaye abdellah
ismail ismaeel esmail ismaeil ismael ismaïl ishmail
sulaiman suleiman suleman sulayman süleyman soliman saleban souleymane suleyman
dawud daud dawood daoud dawoud dawid
isa eesa essa issa eisa isse
musa moosa mousa moussa muse
zakariya zakaria zakariyya zakariah zakarya zakaria zechariah
yahya yahia yahyaa yaya yehia
idris idrees edris idriss
bilal bilaal belal billal
zain zayn zane zaine zein
zayd zaid zeid zaied
mustafa mustapha moustafa mustaffa mustafah
khalid khaled kalid khaleed
tariq tarek tarik tareq taariq
rashid rasheed rachid rashed
saeed said sayeed saied saeid sayed
rahim raheem rahem raheim
karim kareem kerim karem
hafsa hafsah hafza hafssa
sumaya sumayya sumaiya soumaya sumayah sumeya
safiya safia safiyyah safiyah sofiya saffiya
aaliyah aliyah aliya alia aleeyah
zahra zehra zahraa zara zohra sahra
noor nur nour noora nuur
layla leila laila leyla layla laylah
yasmin yasmeen jasmin yasmine yasemin jasmine yassmin
salma selma salmah
halima haleema halimah alima haleemah
rabia rabiya raabia rabiah
inaya inayah enaya anaya
iman eman imaan
zoya zoyah zoia
hana hanna hanaa hanah
sara sarah saara sarra zara
nadia nadiya nadya nadiah
samira sameera samirah sameerah
sana sanaa sannah
bushra boushra büşra bushrah
ruqayya ruqaya rukaya ruqayyah rukayya roqaya rokia
parveen parvin perveen pervin
shabana shabanah shabaana
tahira tahirah taahira
iqra ikra iqrah
laiba layba laibah
haris harris haaris haris harees
rayyan rayan rayaan rayhan ryan
ayaan ayan ayyan aayan
rizwan ridwan rizvan ridhwan
imran emran imraan
bashir basheer bachir
nasir naser nasser naseer
qasim kasim qasem kassim kaseem
rafiq rafique rafeeq
sadiq sadik siddiq sadeq
sajid sajeed sajjid
shahid shaheed shahed
junaid junayd junaed
jibril jibreel gibril jebril
faisal faysal feisal fysal
farhan farhaan ferhan
hamid hameed
harun haroon haaroon aaron
ilyas elias ilias illyas
yaqub yakub yaqoob yacoub jakub jacob
abubakar abubakr abu-bakr aboubacar abukar boubacar
abdirahman abdurrahman abdulrahman abdul-rahman abdurahman
priya priyah pria
riya rhea ria reya
simran simren simrun
harpreet harprit herpreet
gurpreet gurprit
jaspreet jasprit
manpreet manprit
kieran kieron ciaran kiran keiran kieren
sean shaun shawn shane
stephen steven stefan stephan steffan
jon john jhon
sophie sofie sophy
sophia sofia sofiya sofija sophiya zofia sofiia
catherine katherine kathryn catharine kathrine katharine katarzyna kateryna catrin cathryn
isabelle isabel isobel izabelle isabell izabela
isabella izabella isabela
elizabeth elisabeth elizabet elzbieta elizabeta yelyzaveta elżbieta
anna ana hanna hannah
hannah hanna hana channah
sarah sara sahra
rachel rachael raquel rachelle
rebecca rebekah rebeca rebekka
megan meghan meagan megen
caitlin katelyn kaitlyn catelyn katelin caitlyn kaitlin
chloe chloé khloe cloe
zoe zoey zoé zoë
lily lilly lili lillie
ellie elly elli
evie evi eevee
millie milly mille
maisie maisy maisey mazie
daisy daisie daisey
poppy poppie
rosie rosy rosey
darcy darcey darcie darci
lacey lacy lacie
lexi lexie lexy
katie katy kati catie
abigail abigale abbigail abigayle
natalie nathalie natalia natalija nataliia
victoria viktoria wiktoria viktoriia vittoria viktorija
veronica weronika veronika véronique
julia giulia yulia yuliia júlia juliya
maria mariia mariya marija marie
amelia emilia amelie emelia emilija
emily emilie emilee emely
alice alicia alicja alise alisa
lucy lucie luci
molly mollie
hollie holly holley
jodie jody jodi
leah lea leia lia
mia miya mya meah
maya maja maia mya
isla ayla eila
niamh neve neave
aoife eefa ava
siobhan shivaun shevaun
saoirse seersha
theo teo
oliver olivier oliwier
alexander aleksander alexandre alessandro oleksandr aleksandar alejandro alexandru alexandros iskander
nicholas nicolas nikolas mikolaj nicola mikołaj nicolae nikola
matthew mathew mateusz matteo mathieu matei matthieu matvii
michael micheal mikhail michal michel mykhailo michał mihai
daniel danial danyal danilo danylo daniele daniyal
david dawid davide dawud dafydd
jonathan johnathan jonathon johnathon yonatan
christopher kristopher krzysztof christophe cristopher
thomas tomas tomasz tommaso tomos tomás
philip phillip filip philippe filippo felipe
frederick fredrick frederic frederik frédéric
jeffrey geoffrey jeffery
lewis louis luis luís
luke luc luka luca
marc mark marco marek
eric erik eryk
isaac isaak izaak ishaaq
jacob jakob jacub
joseph josef giuseppe yosef jozef józef josé
joshua joshuah josua
harrison harryson
jaxon jackson jaxson jaxen
mason maison masen
tyler tylor tiler
connor conor conner
callum calum kallum
cameron camron kameron
liam lyam
aidan aiden ayden aedan
jayden jaydon jaden jaiden
kayden kaiden caden kaden
riley reilly rylee reily
elliot elliott eliot eliott
dillon dylan dillan
alan allan allen alun
graham graeme grahame
gareth garith
rhys reece rees
ewan euan owen ewen
ian iain ean
alistair alasdair alastair alister
andrew andrei andrii andrea andrej
anton antoni antonio antony anthony antoine
adrian adrien adriano
sebastian sébastien sebastien
gabriel gabriele gavril
raphael rafael rafał raffaele raphaël
yonas jonas jonah
samuel samuele samual
emmanuel emanuel emanuele amanuel imanuel
oluwaseun seun oluwaseyi
temitope temi-tope temitoppe
chukwuemeka emeka chukwuemaka
ayomide ayomidee ayo-mide
ngozi ngosi
nguyen nguyên
zeynep zainab zaynep
ayşe ayse aisha
mehmet mohammed mehmed
elif eliff alif
yağmur yagmur yaghmur
oksana oxana
dmytro dmitry dimitri dmitri
yevhen evgeny eugene
serhii sergei sergey sergiy
yurii yuri iurii
volodymyr vladimir wolodymyr
anastasia anastasiia anastasiya nastasia anastazja
xin shin hsin
xiao hsiao siu
zhang chang
kofi coffee coffie
kwame kwami
abena abenaa
akosua akosuah
aarav arav aarrav
arjun arjan arjen
aryan arian aaryan
dhruv dhruva druv
lakshmi laxmi luxmi
sita seeta
gita geeta
pooja puja
meera mira
nisha neesha
anika annika aneeka
ananya ananiya
isha eesha
diya dia deeya
neha nehaa neeha
sanjay sanjai
vijay vijai bijay
vikram bikram
krishna krishnan krisna
shreya shriya
shiv siv
rajesh rajeesh
suresh sureesh
deepak dipak
pradeep pradip
`

const surnameSpellings = `
hussain hussein husain hossain hussien hossein
ahmed ahmad ahmet ahmmed
mohammed muhammad mohammad mohamed muhammed mohamud
chowdhury choudhury chaudhry chaudhary chowdhry choudhry choudhary chaudhury
rahman rehman rahmaan rohman
miah mia miya meah mya
begum begam bagum begom
khatun khatoon khatum
akhtar akther akter aktar akhter
bibi bebe beebi
sheikh shaikh sheik shaik shekh
siddique siddiqui siddiq sidique siddiquee
malik mallick malick malek
qureshi quraishi kureshi qurashi
yusuf yousaf yousuf yousef youssef
mahmood mehmood mahmud mahmoud
uddin udin ud-din udeen
hassan hasan hasson
ali aly alli
khan khaan kahn
iqbal eqbal iqball
javed javaid jawed javeed
abdullah abdulla abdullahi abdalla
ibrahim ebrahim ibraheem
islam eslam
bhatti bhati bhatty
butt bhatt but
haque hoque huq haq
rashid rasheed rashed
aziz azeez azis
ismail ismael esmail
karim kareem
sultana sultanah
kausar kauser kosar
parveen parvin perveen
zaman zamaan
saleem salim
saeed said syed
singh sing sinh
kaur cor kour
patel patell pattel
shah sha shaw
sharma sarma shamra
chauhan chohan chouhan
gill gil
sandhu sandu
dhillon dillon dhilon
thapa thappa
reddy reddi
iyer aiyer ayyar
banerjee bannerjee banerji
chatterjee chatterji
mukherjee mukherji mookerjee
agarwal aggarwal agrawal
joshi joshee
mensah menza mensa
owusu owuso
boateng boatang
osei osey
adebayo adebyo
okafor okafo
okonkwo okonko
nwosu nwosou
traore traoré trawally
diallo jallow jalloh
toure touré touray
ceesay sesay cissay
jama jamac jaama
farah farrah faarax
warsame warsama
abdi abdy
hirsi xirsi hersi
osman usman othman
omar umar omer
tesfaye tesfay tesfai
gebremariam ghebremariam
haile hailé hayle
kowalski kowalsky
wisniewski wisnievski wiśniewski
wojcik wójcik voycik
lewandowski levandowski
kaminski kaminsky kamiński
zielinski zielinsky
horvath horváth horvat
popescu popesku
ionescu jonescu
munteanu muntean
stefan ștefan shtefan
melnyk melnik
shevchenko chevchenko szewczenko
kovalenko kowalenko
ivanov ivanoff
petrov petroff
silva da-silva sylva
goncalves gonsalves gonzalves gonçalves
rodrigues rodriguez
fernandes fernandez
gomes gomez
lopes lopez
de-luca deluca
d'angelo dangelo
nguyen ngyuen nguyên
tran trần
wong huang wang
chan chen chin
lee li lea
cheung zhang chang
chow zhou
ng ung
yilmaz yilmas
ozturk oztürk oeztuerk
celik chelik
smith smyth smythe
brown browne braun
clark clarke clerk
taylor tailor tayler
thompson thomson tomson
philips phillips philipps
davis davies
johnson johnston johnstone jonson
reid read reed
stewart stuart steward
moore more moor
white whyte
green greene
cook cooke
hughes hewes
allen allan alan
bailey baily bayley baillie
burke bourke
byrne burn byrn
connolly connelly conolly
o'connor oconnor o'conner
o'brien obrien o'bryan
o'neill oneil o'neil
macdonald mcdonald mac-donald
mackenzie mckenzie
mclean maclean mclaine
mccarthy macarthy mccarty
fisher fischer
grey gray
griffiths griffith griffths
harvey harvie
hayes hays
jeffries jefferies jeffreys
jennings jenings
kelly kelley
lawrence laurence
lewis louis
lloyd loyd
marsh march
matthews mathews
miller millar
morris maurice
murphy murphey
nicholson nicolson
nicholls nichols nicols
parsons parson
pearce pierce peirce
phelan whelan
read reade
rees reese reece
roberts robert
rogers rodgers
shepherd sheppard shephard
simons simmons symons
stephens stevens
stephenson stevenson
walsh welsh walshe
watts watt
webb web
wilkins wilkens
winn wynn wynne
wright right
young younge
`

/** What people are called for short, or at length, a line each: the first against all others. */
const shortNames = `
alexander alex al xander sandy lex sasha alec
alexandra alex lexi sasha sandra ali
aleksander olek alek aleks
aleksandra ola aleks
abigail abi abby abbie gail
adam addy
agnieszka aga
albert al albie bert bertie
alfred alf alfie fred
amelia millie amy milly mia
andrew andy drew
angela angie
anna annie ania anya
anthony tony ant
antoni antek
antonio toni tony
archibald archie
arthur art artie
barbara babs basia barb
bartosz bartek
benjamin ben benji benny
beatrice bea trixie
bethany beth
blessing bless
bradley brad
cameron cam
caroline carrie caz
catherine cathy kate katie cat kitty
charles charlie chas chuck
charlotte charlie lottie lotty char
christina chris tina chrissy
christopher chris kit topher
daniel dan danny
danielle dani ellie
david dave davey
deborah debbie deb debs
dominic dom nick
dorothy dot dolly
edward ed eddie ted teddy ned
eleanor ellie nell nora ella
elizabeth liz lizzie beth eliza betty libby elsie lily bess betsy lilibet
ella ellie
emily em emmy millie
emmanuel manny manu emma
evelyn evie eve
ezekiel zeke
florence flo florrie flossie
frances fran frankie fanny
francesca fran chess cesca frankie
franciszek franek
francis frank frankie
frederick fred freddie freddy rick
gabriel gabe
gabriella gabby ella gabi
gabrielle gabby elle
georgina georgie gina
george georgie
gerald gerry
grace gracie
gregory greg
grzegorz grzesiek
hannah han
harold harry hal
harriet harry hattie
henry harry hal hank
isabella bella izzy isa
isabelle izzy bella belle
isaac ike zac
jacob jake
jakub kuba
james jim jimmy jamie jem
jan janek jasiek
jasmine jas jazz
jennifer jen jenny
jeremy jez jerry
jessica jess jessie
joanna jo asia
jonathan jon jonny nathan
joseph joe joey
joshua josh
judith judy
julian jules
katarzyna kasia
katherine kate katie kathy kat kay
kenneth ken kenny
kimberley kim
krzysztof krzys krzysiek
lawrence larry laurie
leonard len lenny leo
leo leon
lillian lily lil
louis lou louie
louise lou
lucy lu
lydia lyddie
madeleine maddie
madison maddie
magdalena magda
małgorzata gosia
margaret maggie meg peggy greta daisy
maria ria mia
mateusz mati
matilda tilly tilda mattie
matthew matt matty
maximilian max
megan meg
melissa mel lissa
mercy merce
michael mike mick mickey mikey
mikołaj miki
mohammed mo moe
muhammad mo
natalie nat
natalia nat talia
natasha tash tasha
nathaniel nate nathan nat
nathan nate
nicholas nick nicky
nicole nicky nikki
noah noey
oliver ollie olly
olivia liv livvy ollie
oluwaseun seun
oluwatobi tobi
oluwadamilare dare
ayomide ayo mide
temitope temi tope
chukwuemeka emeka
chidinma chidi dinma
ngozi goz
patricia pat trish tricia patsy
patrick pat paddy
penelope penny nell
peter pete
philippa pippa
philip phil pip
phoebe phebe
piotr piotrek
precious presh
rachel rach
rebecca becky becca bex
reginald reg reggie
richard rich rick dick ricky
robert rob bob bobby robbie bert
roberta bobbie
ronald ron ronnie
rosemary rose rosie
rose rosie
rowan ro
ryan ry
samantha sam sammy
samuel sam sammy
sarah sally sadie
scarlett scar
sebastian seb bas
simon si
sophia soph sophie
sophie soph
stanley stan
stanisław staś staszek
stephen steve stevie ste
stephanie steph
susan sue susie
suzanne sue suzy
tabitha tabby
theodore theo ted teddy
theresa tess tessa terry
thomas tom tommy
timothy tim timmy
tobias toby
tomasz tomek
tristan tris
valentina tina val
veronica ronnie vera
victoria vicky tori vic
vincent vince vinnie
wiktoria wika
william will bill billy liam willy
wilfred wilf fred
wojciech wojtek
yusuf yuse
zachary zac zack zach
zakariya zak
zuzanna zuza
abdirahman abdi
abdullahi abdi
abdulkadir abdi kadir
abdul abs
fatima fatou timmy
gurpreet gurps preet
harpreet harps preet
manpreet preet manny
jaspreet jas jassi
simran sim simmi
rajesh raj
rajan raj
vikram vik vicky
priya pri
siddharth sid
krishna krish
anoushka nush
francesco ciccio franco
giuseppe beppe peppe
alessandro sandro ale
leonardo leo
lorenzo enzo
salvatore toto
vincenzo enzo
francisco chico paco
josé zé
antónio toni
gonçalo gonga
alexandru alex alexu sandu
ioana ana
andreea andra
ștefan fane
gheorghe gigi
mihai misu
elena lena
oleksandr sasha oleks
volodymyr vova
dmytro dima
anastasia nastya ana
kateryna katya
mykhailo misha
yevhen zhenya
mehmet memo
mustafa mus musti
ibrahim ibo ibra
zeynep zey
minh min
`

const plain = (name: string) => name.toLocaleLowerCase('en-GB')

function groupsOf(text: string): Map<string, string[]> {
  const of = new Map<string, string[]>()
  for (const line of text.trim().split('\n')) {
    const names = line.trim().split(' ')
    for (const name of names) {
      const known = of.get(name) ?? []
      known.push(...names.filter(other => other !== name && !known.includes(other)))
      of.set(name, known)
    }
  }
  return of
}

function shortOf(text: string): Map<string, string[]> {
  const of = new Map<string, string[]>()
  const add = (name: string, other: string) => {
    const known = of.get(name)
    if (!known) of.set(name, [other])
    else if (!known.includes(other)) known.push(other)
  }
  for (const line of text.trim().split('\n')) {
    const [long, ...short] = line.trim().split(' ')
    for (const name of short) {
      add(long!, name)
      add(name, long!)
    }
  }
  return of
}

const forenames = groupsOf(forenameSpellings)
const surnames = groupsOf(surnameSpellings)
const nicknames = shortOf(shortNames)

/** Other spellings of a forename, in small letters; none where there is none. */
export const spellingsOfForename = (name: string): readonly string[] => forenames.get(plain(name)) ?? []
export const spellingsOfSurname = (name: string): readonly string[] => surnames.get(plain(name)) ?? []
/** What someone of that name is called for short, and the other way round. */
export const nicknamesOf = (name: string): readonly string[] => nicknames.get(plain(name)) ?? []

/** A name as it is written: a capital at its start and after a space, a hyphen or an apostrophe. */
export const capitalised = (name: string): string =>
  name.replace(
    /(^|[\s\-'’])(\p{L})/gu,
    (_, before: string, letter: string) => before + letter.toLocaleUpperCase('en-GB'),
  )
