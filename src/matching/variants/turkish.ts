/** Turkish, Kurdish, Azerbaijani, Persian, Afghan and Georgian forenames. */
export const turkish = `
abdul abdull
abdurrahman abdulrahman
ahmadullah ahmadulla
ahmet ahmed ahmad
alparslan alpaslan
amirali amir
aram aramm
aras araz
arash araash
arda ardah
arman armaan
armen armin
arya aria
aslihan asli
avtandil avto
aydin aiden
aylin ayleen ailin
ayse aisha ayshe aysha
aysegul ayshegul
aysel aisel
azad azat
azadeh azade
azizullah azizulla
baran baaran
bayram bairam bayrem
behrouz behruz behrooz
beren beran
berivan beriwan
berkay berkai
beyza beyzah
beyzanur beyza
burak burack
busra bushra
can jan john djan
cem jem djem
cemal jamal kemal djemal
cemil jamil
cenk jenk
ceren jeren
ceyda jeyda
ceylan jeylan
cihan jihan cihann
damla dhamla
dara daara
daryush dariush darius
davit david
deniz denis
devran dewran
dilan dilann
dilara dilarah
duygu duigu
ebru ebroo
eda edda
ege egeh
ehsanullah ihsanullah ehsan
ela ella
elaheh elahe ilahe
elcin elchin
elham ilham
elif aleph elyf elife
elmira elmyra
elnur elnoor
emine amina
emir amir
emirhan emir
enayatullah inayatullah
enes anas
ercan erjan
erdogan erdoan
eren erren
esma asma
esmail ismail
esmatullah ismatullah
eylul eilul
eymen ayman
farzana farzaneh
fatma fatima
fereshteh fereshte
ferhat farhad ferhad
furkan furqan forkan
gholam ghulam gulam
ghulam golam
giorgi george
gokhan gokan
golnaz gulnaz
gul gull
gulsum gulsoom
gunel gunnel
habibullah habibulla
hakan hakkan
halil khalil
hamidullah hameedullah
hasan hassan
hatice khadija hatidje hatije
havva hawa eve
hayk haik
hekmatullah hikmatullah
hossein hussain
hovhannes ohannes hovanes
huseyin hussain huseyn
ibrahim abraham
ilayda ilaida
irem iram
ismail ismael
jalal jalaal celal
javad jawad
kaan kahn khan
kadir qadir qader
karen garen
kaveh kave
kemal kamal
kerem karam kerim
ketevan keti
khatera khatereh
khosrow khosro husrev
kourosh cyrus kurosh koroush
kubra kobra
leila layla
levan leo
leyla layla
leyli leili
lusine lucine
mahir maher
mahsa mahsaa
mariam mari
masoumeh masuma masooma masoma
mehdi mahdi
mehmet mohammed mehmed memet
mehrdad merdad
melek malak
melike malika
meral merral
mert merth
merve marwa
meryem mariam maryam
miran meeran
miray mirai
mirwais mirwaiss merwais
mohsen muhsin mohsin
murat murad
mursal morsal
mustafa mustapha
najibullah najeebullah
naqibullah naqeebullah
narek nareg
nasratullah nusratullah
nasrin nasreen
nazanin nazaneen
necla nejla
negin nagin nigin
nehir nehirr
nigar negar
niloufar nilofar nilufar niloofar nilofer nelofar
nino nina
noorullah nurullah
nur noor
nuray nurai
nurcan nurjan
ocal ojal
oguz oguzhan oghuz
omer omar umar
omid umid
onur onour
orhan orkhan
osman uthman
ozan ozzan
ozge osge
ozgur osgur
ozlem oslem
palwasha palvasha
parisa pareesa
parwana parvana parvaneh parwaneh
payam payaam
rahmatullah rahmatulla
ramazan ramadan
rashad rashaad
recep rajab rejep redjep
reza raza
rojda rozhda
rojin rojeen
roni ronny
roya roia ruya
ruken rooken
sahar sehar
salih saleh
saman saaman
samaneh samana
sargis sarkis
sayed syed
sediqa sediqeh siddiqa sadiqa
sefatullah sifatullah
seher sahar
selim salim
selin celine seleen
sema semah
sepideh sepide
setareh setara setayesh sitara
sevda sewda
seyma sheyma shayma shaima chaima chaimaa
shabnam shabnem
shahrzad sheherazade shahrazad
shirin shireen
shukria shokria
siamak siyamak
sibel sybil
sinan cinan
songul songol
soraya suraya thuraya
sukru shukru
suleyman sulaiman
sumeyye sumayya
tamar tamara tamari
tugba tuba
tugce tugche
ummu umm
vugar vuqar
wahid waheed vahid
wahida waheeda
yaghoub yaqub
yagmur yamur
yama yamaa
yasemin yasmin
yigit yiit
yilmaz ilmaz
yousef yusuf
yusuf joseph
zabihullah zabiullah
zarmina zarmeena
zehra zahra
zelal zelaal
zeynep zaynab zeyneb
zilan zilann
zohal zuhal
zurab zura
`
