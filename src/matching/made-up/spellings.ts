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
zahra zehra zahraa zohra sahra zarah
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
sara sarah saara sarra
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
rayyan rayan rayaan rayhan
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
harun haroon haaroon haroun
ilyas elias ilias illyas
yaqub yakub yaqoob yacoub
abubakar abubakr abu-bakr aboubacar abukar boubacar
abdirahman abdurrahman abdulrahman abdul-rahman abdurahman
priya priyah pria
riya rhea ria reya
simran simren simrun
harpreet harprit herpreet
gurpreet gurprit
jaspreet jasprit
manpreet manprit
kieran kieron keiran kieren ciaran
sean shaun shawn shane
stephen steven stefan stephan steffan
jon john jhon
sophie sofie sophy
sophia sofia
sofiia sofiya sofia
catherine katherine kathryn catharine kathrine katharine cathryn
isabelle isabel isobel izabelle isabell izabela
isabella izabella isabela
elizabeth elisabeth elizabet
elizaveta yelyzaveta elyzaveta yelizaveta
anna ana
hannah hanna hana
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
natalie nathalie nataly
natalia natalija nataliia nataliya
viktoriia viktoria victoriia viktoriya
veronika weronika veronica
yuliia yulia juliia iuliia
julia giulia
mariia mariya maria
amelia emelia emilia
emily emilie emilee emely
alice alyce alise
alicia alisha alesha
lucy lucie luci
molly mollie
hollie holly holley
jodie jody jodi
leah lea leia
mia miya mya meah
maya maia mya maja
isla eila ila
niamh neve neave
aoife eefa aoiffe
siobhan shivaun shevaun
saoirse seersha
theo teo
oliver olivier oliwier
alexander aleksander alexandar
oleksandr aleksandr alexandr olexandr
nicholas nicolas nikolas nickolas
matthew mathew matthieu mathieu
michael micheal michal
mykhailo mikhail mykhaylo mykhail
daniel danial
danyal daniyal danial
danylo danilo danilo
david davyd
jonathan johnathan jonathon johnathon yonatan
christopher kristopher cristopher
thomas tomas tomos
philip phillip filip
frederick fredrick frederic frederik frédéric
jeffrey geoffrey jeffery
lewis louis
luke luk
luca luka
marc mark
eric erik eryk
isaac isaak izaak issac
jacob jakob jacub
joseph josef yosef
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
andrii andriy andrey
andrei andrej andrey
anthony antony
adrian adrien
sebastian sébastien sebastien
gabriel gabriell
raphael rafael rafał raffaele raphaël
yonas jonas yonass
samuel samuele samual
emmanuel emanuel immanuel
amanuel emanuel amanuael
oluwaseun seun oluwaseyi
temitope temitoppe
chukwuemeka emeka chukwuemaka
ayomide ayomidee
ngozi ngosi
nguyen nguyên
zeynep zaynep zeyneb
ayşe ayse aysha
mehmet mehmed
elif eliff alif
yağmur yagmur yaghmur
oksana oxana
dmytro dmitry dimitri dmitri
yevhen yevgen evhen
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

/** What a name from abroad becomes at an English school: the first is written for any of the others, never the other way. */
const englishFor = `
catherine katarzyna kateryna caterina catarina ekaterina
elizabeth elżbieta yelyzaveta elisabetta elizaveta
anna hanna anya
alice alicja alisa
alexander aleksander oleksandr aleksandar alexandru alessandro alexandre alejandro
alexandra aleksandra oleksandra alessandra
nicholas mikołaj nicolae nikola mykola nicola
matthew mateusz matteo matei matthieu matvii mateus
michael michał mykhailo mihai michel michele mikael mikhail
daniel danylo daniele
david dawid davide
christopher krzysztof christophe
thomas tomasz tommaso tomás tomáš toma
philip filip philippe filippo filipe
frederick frédéric federico
louis luís luigi
joseph józef giuseppe josé yosef youssef
jacob jakub iacob giacomo
andrew andrei andrii andrea andrzej
anthony antoni antonio antoine antónio
victoria wiktoria viktoriia vittoria vitória
veronica weronika véronique
julia giulia yuliia júlia julia
natalie natalia nataliia
sophia zofia sofiia sofija
sophie sofia zofia
george gheorghe georgi jorge giorgio jerzy yurii
john jan ioan ivan giovanni joão jean
peter piotr petru pietro petro pedro pierre
paul paweł pavlo paulo paolo pavel
stephen ștefan stefan stefano étienne
lawrence laurențiu lorenzo laurent lourenço
martha marta
margaret małgorzata margherita margarida
agnes agnieszka
barbara barbora
mary maria mariam maryam
moses moussa musa
abraham ibrahim
aaron haroon
lily liliana
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
butt but bhutt
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
kaur kour
patel patell pattel
shah sha
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
traore traoré
diallo jallow jalloh
toure touré touray
ceesay ceessay cissay
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
wong wang
chan chen chin
lee li lea
cheung zhang chang
chow zhou
ng ung
yilmaz yilmas
ozturk oztürk oeztuerk
celik chelik
smith smyth smythe
brown browne
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
morris moriss
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
for (const line of englishFor.trim().split('\n')) {
  const [inEnglish, ...abroad] = line.trim().split(' ')
  for (const name of abroad) {
    const known = forenames.get(name)
    if (!known) forenames.set(name, [inEnglish!])
    else if (!known.includes(inEnglish!)) known.push(inEnglish!)
  }
}
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
