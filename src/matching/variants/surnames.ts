/** Surnames by the ways they are spelt. Names that are forenames too stand with the forenames. */
export const surnames = `
abbasi abbassi abassi
abdi cabdi
acheampong achampong
adamczyk adamchik
adewale adewole
aguilar aguila
agyeman agyemang ajeman agyemeng
ahmadi ahmedi
ahmadzai ahmadzay ahmedzai
ahmed axmed
akhtar akther akter aktar akhter akthar aktor
alam alom aalam
alvarez alvares
amoah amoa
ampofo ampoffo
andersen anderson andersson
ansari ansaari ansary
appiah apiah
asamoah asamoa
asante ashanti
ashraf ashrof
awan awaan
azam azom aazam azzam
aziz azeez
azizi azeezi
babu baboo
bah ba
baig beg bayg baigh
bailey bayley baily bailie
bajwa bajva
bakhsh bux baksh buksh
balde baldeh
balogun bologun
banerjee banerji bandyopadhyay
baptista batista
baran barran
barry bari
barua baruah
basra bassra
beaumont beamont
begum begom begam begham beghum bagum begume
bhatt bhat butt batt
bhattacharya bhattacharjee bhattacharyya
bhatti bhati batti
bhui bhuee
bhuiyan bhuyan bhuiya bhuyian bhuiyon bhuya
bibi beebi bebee bibee
biswas bishwas
boakye bowakye boachie
boateng boatang boaten
bondarenko bondarenka
bose basu boshu
boyko boiko bojko
brown browne broun
bruce bruse
burke bourke
byrne burn byrnes obyrne
camara kamara
campbell cambell
carroll carrol
carvalho carvallo
chakraborty chakrabarti chakravarty chakrabarty chakravarti
chatterjee chatterji chattopadhyay
chaudhary chowdhury choudhury chaudhry choudhary chaudhuri chaudhari choudhry chowdhry choudhari chowdhary chawdhury choudhori chowdury chowdhuri choudhuri chaudry choudry choudhery chodhury
chauhan chohan chouhan chowhan
cheema chima
chikwanha chikwana
chopra chopda
cisse sissay ceesay sise
clark clarke clerk
clifford cliford
coleman colman
connolly conolly connelly
conteh konteh
cook cooke
cooper cowper
costa dacosta
coulibaly kulibali
cox coxe
cruz delacruz
cunningham cuningham
dabrowski dombrowski dabrovski
dahal dahaal
danso dansoh
darko darkoh
das dass dash
davies davis davey davys
dean deane
delgado delgardo
desai desay
deshmukh deshmuk
devi debi devy
dhaliwal dhalliwal
dhillon dhilon dillon dhillan
diallo jallow jalloh diallow
diaz dias
dickson dixon
diop diope
dosanjh dosanj
dsouza desouza souza desousa sousa
duale ducaale
dubey dube
dudek dudeck
durrani durani
edmunds edmonds
edwards edwardes
egal cigaal
elliott elliot eliott eliot
elmi cilmi
evans evan
farah faarax
farooqi farooqui faruqi faruqui farouqi
faulkner falkner
fernandes fernandez
fernando fernandoz
ferreira fereira
fletcher flecher
flynn flinn
foster forster
fox foxe
francis frances
francisco francesco
frimpong frempong
garcia garsia
gardiner gardner gardener
gebre ghebre
ghebremedhin gebremedhin
ghebreyesus gebreyesus
ghosh ghose gosh
gill gil
gillani gilani jilani
gomes gomez
gonzalez gonzales
gorski gurski
grabowski grabovski
graham grahame
gray grey
green greene
griffith griffiths
guled guuleed
gupta guptha
gurung gurong
guzman gusman
haile hayle
haque haq hoque hague haqq huq huque hak hoq
harper harpur
harris harries harriss
hashemi hashimi hashmi haashmi hashmy
hasnain husnain hasanain
hassani hasani
hayes hays
haynes haines
henriques henriquez
hernandez hernandes
hersi hirsi xirsi
hewitt hewett huitt
hnatiuk hnatyuk gnatyuk
hodgson hodson
holmes homes
howe how
hrytsenko gritsenko grytsenko
hughes hughs
hussaini husseini hosseini husaini hossaini
hutchinson hutchison
hyde hide
ibrahimi ibraheemi
ilyasi iliasi
ionescu jonescu
islam eslam islaam
ismaili esmaili
ivanov iwanow
jablonski yablonski
jafari jaffari jafri jaffri
jaffery jafri
jahan jehan jahaan
jalali jalaali
jama jaamac
jankowski yankovski
jasinski yasinski
jaworski yavorski
jeffrey jeffery geoffrey
jenkins jenkin
jennings jenings
jensen jenson
jimenez ximenez gimenez
johnson johnsen johnstone jonson
johnston johnstone
jones jons
joshi josi joshy
kallon calon
kaminski kamynski
kapoor kapur kapour
karimi kareemi
karmakar karmaker
kavanagh cavanagh kavanaugh cavanaugh
kaye kay
kazmi kazimi kasmi
keane kean keen
keita kieta
kelly kelley
kennedy kenedy
khalil khaleel
khan khaan
khanom khanam khanum khanoom
kharchenko harchenko
khatun khatoon khatum khaton
kingsley kingsly
klymenko klimenko
knight night
kone koneh
koroma coroma
kostenko costenko
kouassi kwasi
kovacs kovac kovach
kovalchuk kowalczuk kowalchuk kovalcuk
kovalenko kovalenka
kovalov kovalev kovalyov
kowalczyk kowalchyk kovalczyk
kowalski kovalski kowalsky kovalsky
kravchenko kravtchenko
kravchuk krawczuk
krawczyk kravchik kravchyk
krishnan krishnen
kumar kumaar
kuznetsov kuznecov kouznetsov
kwarteng kwateng
lakhani lakani
lawrence laurence
leigh lee lea
lewandowski levandovski
lewis louis
lloyd loyd
lopes lopez
lynch linch
lysenko lisenko
lytvynenko litvinenko
macdonald mcdonald macdonnell mcdonnell
macgregor mcgregor
mackay mckay mackey mckey
mackenzie mckenzie
maclean mclean maclaine mcclean
macleod mcleod mccloud
mahal mahil
mahmoud mahmood
majewski mayevski
majumder mazumder majumdar mojumder mazumdar
malhotra malotra
malik mallik mallick malick
malinowski malinovski
mann man
mansaray mansary
marchenko martchenko
marciniak martsinyak
marques marquez
marshall marshal
martin martyn
martinez martines
masih maseeh masi
mathews matthews mathew
mcarthur macarthur
mccarthy macarthy maccarthy
mcgrath magrath
mcguire maguire
mcintosh mackintosh macintosh
mckenna mackenna
mclaughlin mcloughlin maclaughlin mclachlan
mcmahon macmahon
mcneil mcneill macneil
mehta meta
melnyk melnik
mendes mendez
mensah mensa
meyer mayer maier meier myer
miah mia miya mian miyah mea
michalak mihalak
michalski mihalski
mirza mirzah mirja
mishra misra
mitchell michell
mohammadi muhammadi mohamadi mohammedi
mohamud mahamud mahmoud
molla mollah mullah
monteiro montero
moore moor
moreira morera
morris maurice
mueller muller moller miller
mugabe mukabe
mughal moghul mogul
mukherjee mukherji mukhopadhyay
murphy murphey
naidu naidoo
nair nayar
naqvi nakvi naqwi
nascimento donascimento
navarro nabarro
nawaz navaz
nazari nazary
ndiaye njie ndaye
neal neale neil
nicholls nicholl nichols nicolls
nkosi inkosi
norris noris
novak nowak
nowicki novitski
nunes nunez
nur nuur noor
nyarko nyarkoh
oconnor connor connors oconner
odonnell odonell
ofori offori
ogunleye ogunlaye
okafor okafo
okeke okeeke
okonkwo okonkow
oladipo oladipupo
oliveira olivera
oliynyk oliinyk olijnyk oliynik
olsen olson
olszewski olshevski
oneill oneil neill neil
opoku oppoku
oppong opong
oreilly reilly riley
osei osey
osei ossei
osman cismaan
osman othman usman
ostrowski ostrovski
osullivan sullivan
owusu owuso
owusuansah owusuansa
padmanabhan padmanaban
patel pattel
pathan patan
pavlenko pawlenko
pawlak pavlak
pawlowski pavlovski
pearce pierce pearse peirce
pearson pierson
pereira perera periera perrera
perez peres
petersen peterson
petrenko petrenka
pham fam
philips phillips philip
pietrzak petrzak
piotrowski pyotrovski
polishchuk polischuk polishuk
ponomarenko panamarenko
popescu popesco
popov popow
prior pryor
qadri kadri qaderi qadiri
qasimi kasimi qasemi
quaye kwaye
quinn quin
qureshi kureshi quraishi qureishi koreshi quraishy quereshi qurashi
rafiqi rafiki
rahimi raheemi
rahman rehman rahmaan rahaman raman rohman rehmaan
rai ray roy
raja rajah
rajput rajpoot
ramirez ramires
ramos rammos
rana ranna
rao rau
rashidi rasheedi
read reed reid reade
reddy reddi
rees reese rhys reece
reynolds raynolds renolds
rezai rezaei rezaie razai
richards richard
roberts robert
rodgers rogers roger
rodrigues rodriguez
romero romeiro
rosario dorosario
ross rosse
rudenko rudenka
russell russel
rutkowski rutkovski
ryan rian
sadiqi sadeqi sediqi
sadowski sadovski
saha shaha
sanches sanchez
santos dossantos
sarkar sarker shorkar sharkar sircar
sarpong sapong
savchenko savtchenko
schmidt schmitt schmid
schneider snyder snider
sen shen
sesay sessay
shafi shafee
shah sha shahi
shaikh sheikh shaykh sheik sheekh shiekh sheick sheih cheikh sekh
sharif shariff shareef
sharma sarma sharmah
shepherd shephard sheppard shepard
sherpa serpa
shevchenko szewczenko chevchenko shevchenka
shevchuk szewczuk
shrestha srestha
siddiqui siddiqi siddique sidiqi sidiki siddiki siddiquee siddiquie sidiqui siddiqie saddiqui seddiqi siddiky
sikder sikdar shikder
silva dasilva
simmonds simmons simonds
simpson simson
singh sing singhe
sinha singha
smith smyth smythe smithe
snow snowe
solomon soloman
sow so
stephens stevens stephen
stephenson stevenson
stepien stepen
stewart stuart steward
suleman sulaiman suleiman
sydorenko sidorenko
syed sayed sayyid saeed
szewczyk shevchyk
szymanski shimanski szimanski
talukder talukdar
tanaka tannaka
taylor tayler tailor
teixeira texeira
tekle teklay
tesfaye tesfay
thapa thappa
thompson thomson tompson thomsen
tkachenko tkatchenko
tkachuk tkatchuk
tomar tomer
tomaszewski tomashevski
torres tores
traore trawally traoure
tucker tooker
turay toure touray
uddin udin uddeen oddin udden
ullah ulla oullah ulah
valencia balencia
vasquez vazquez vasques
vasylenko vasilenko
verma varma barma
virk birk
wahab vahab
walczak valchak
wallace wallis
walsh walshe welsh welch
warsame warsama
waters watters
webb web
white whyte
wieczorek vecherek
williams william
williamson willamson
willis wills
wilson willson
wisniewski vishnevski wisnievski
wojcik vojcik
woldemariam weldemariam
wozniak vozniak
wright write
wroblewski vroblevski
wyatt wyat
yadav yadaw
yeboah yeboa
yilmaz ilmaz
young yonge
yousafzai yusufzai yousufzai
yousefi yusufi yousufi
zafar zaffar
zaidi zaydi
zajac zayats
zalewski zalevski
zaman zamaan jaman
zhukov jukov
zielinski zelinski
`
