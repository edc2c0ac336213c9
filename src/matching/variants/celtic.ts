/** Irish, Scottish and Welsh names: as they are spelt there, as they are heard, and the English for them. */
export const celtic = `
ailbhe alva alvy
aine anya onya anja awnya enya
aisling ashling aislinn aishling ashlyn ashlynn
alasdair alastair alistair alister alisdair allister alaistair ali
aneurin nye aneirin
angharad anghared
aoife eefa efa ifa aoiffe aoive
bethan beth bethany
blathnaid blanaid blaneth
branwen bronwen bronwyn
brian bryan brien bryon briain
caitriona catriona caitrina katrina catherine trina
caoimhe keeva kiva kweeva keevah quiva keva
carys caris cerys karys cerris
catrin katrin catherine catryn cadi
ceri kerry keri kerri
cerys carys ceris kerys
ciara keira kiera kiara keara
ciaran kieran kieron keiran
cillian killian kilian cillin kyllian
clodagh cloda clodah
colm colum callum columb
conall connell conal
cormac cormack mac
daibhi dave david
darragh dara daragh darra daire
deirdre dee deidre dierdre
dermot diarmuid diarmaid dermott
diarmuid dermot diarmid diarmaid
donal domhnall donall daniel
dougal dugald dougall
duncan dunc donnacha
eamon eamonn edmund
eileen aileen eibhlin ileen eilin
eilidh ailidh ayley aylee eileigh eily ailie
eimear emer eimer emear
eithne enya ethna
elin elen helen ellen
eluned luned linet
emyr emir
eoghan owen eoin eugene ewan
eoin owen ian john eoghan
euan ewan evan euen ewen owen
fearghal fergal feargal
fergus feargus fergie ferghus
ffion fion fionn fiona fionna
fiadh fia feea feeah
fionnuala finola fionnula nuala finnuala
gethin gethen
gethin gethyn geth
gillespie archie
grainne grania grace grainia granya
gwenllian gwen gwenny
gwilym william gwil will gwillym
gwyneth gwen gwynneth
hamish seumas james seamus
huw hugh hew huwie
iain ian john eian
iestyn justin
ieuan evan ifan john ewan
ioan john iwan
iona ionah
ishbel isabel isobel ishbell
kenzie kenzi mackenzie
lachlan lauchlan lachy lochlan
laoise leesha lisha
liusaidh lucy
llewellyn llew llewelyn lewelyn
llyr lear
lorcan larry laurence
lowri laura lowry
maeve meabh maebh maev medb meadhbh
mairead margaret maread
mairi mhairi vari mari mary varie
malachy malachi
mared marged margaret
megan meg meghan
mhairi mairi vari mhari
micheal michael mihall
moira maura maire moyra
morag marion
morwenna morwena
muireann mwirin murrin
murray murry murdo
myfanwy fanny myf
nerys neris
nia niah
niall neil nial nyall niel
niamh neve nieve neave neeve
nuala noola fionnuala
oisin osheen osian ossian ushin
oran odhran oren oron
orla orlagh orlaith orlah
owain owen owein
padraig patrick padraic paraic pat porick
proinsias francis frank
rhian rhianne rian
rhodri rhod rodri
roisin rosheen rose rosin rosie
ronan ronnan
ruairi rory ruaridh ruari ruaidhri rhuairidh
sadhbh sive saive
saoirse sersha seersha sorcha searsha seerse saorise
seamus shamus james seumas jim
sean shaun shawn john shane seaghan
seren serin serren
shona seonaid shonagh seona
sian shan sharn sean siani
sinead shinade sinaid
siobhan shivaun shevaun chevonne shavon siobhon shivon sioban
sioned janet shoned
sorcha saoirse sarah sorka
steffan stephen stefan steff
tadhg tim timothy teige tadgh thaddeus tiger
taliesin tali
teagan tegan teegan
tomas thomas tommy
tomos thomas tom tomas
tudur tudor
`
