/** Forenames of Ukraine, Russia, Poland, Romania, the Baltic, Hungary, Albania, Bulgaria, Greece and Czech lands. */
export const eastern = `
adela adelia
adrian adriann
agata agatha agatka
agim agimi
agnieszka agnes aga agneska agnieska agneshka
aikaterini katerina ekaterini
aleksander aleks olek alexander
aleksandra ola olka alexandra
alexandros alexander
alicja alicia alice ala alicya
alin allin
alzbeta elizabeth
amelia amelka
ana anna
anastasiia anastasia anastasiya nastya nastia anastasija anastazja nastja asya anastassia anastasya
anastasios tasos
anca anka
andreea andrea andreia
andrii andriy andrey andrei andrej andrzej andrew andrij andreas andrejs andriejus
andris andrew
anezka agnes
anhelina angelina anhelyna
antoni antek anthony antony antonij
antonina tosia
arber arberi
arina arisha aryna
arsen arseny arsenii arseniy
artem artyom artiom artemii artemiy artemy
arturas arthur artur
arvid arvids
athanasios thanasis
bartlomiej bartek bart bartlomej
bartosz bartek bart bartlomiej bartholomew bartosh
besnik bsnik
bianca bianka
blazej blaise
bohdan bogdan bogdana
bohdana bogdana
borys boris
catalin catelin
catalina katalina
cezary cesar caesar
christos chris christo
constantin constantine kostya konstantin costel
cosmin kosmin cosmyn
cristian christian kristian cristi
cristina christina
daciana dacia
danielius daniel
danut dan daniel
danylo daniel danilo danil daniil danila danyil
daria darya dariya dasha darja dariia daryna darina darija
dawid david davyd
demian damian demyan
denisa denise
denys denis dennis
diana dianna
dimitar dmitri
dimitra demetra
dimitrios dimitris jim demetrios demetris
dmytro dmitri dmitry dmitriy dmitrii dimitri dima dmitrij dmitro dmytriy dimitry dymytro dumitru
dominik dominic
dominika dominica
dominykas dominic
dorota dorothy
drita dritta
dumitru dimitrie dmitri mitica
eduard edward edvard edouard
elena ilinca
eleni helen elena
elira ellira
eliska elise
eliza elisa
elzbieta elizabeth ela
emilia emilka emily
emilija emilia emily
erjon ergon
erzsebet elizabeth
eszter esther ester
eva yeva ewa ieva yewa
evangelos vangelis
ewa eva ewka
ewelina evelina evelyn
fedir fedor fyodor theodore
ferenc francis
filip philip phillip
fjolla fiolla
florin florian
florina floriana
franciszek franek francis
frantisek francis
fryderyk frederick
gabija gabia
gabriel gabi
gabriela gabrysia gabriella
gentian genti
georgi george
georgia yeoryia
georgios george giorgos yiorgos
gheorghe george
ghita george
giannis yannis ioannis yiannis john
grazyna grazina
grzegorz gregory greg grzesiek
gyorgy george
halyna galina halina galyna
hania hanna anna
hanna anna ganna
henryk henry henrik
heorhii georgy georgii heorhiy georgiy
hlib gleb
horia horea
hristo christo christos
hryhorii grigory hryhoriy grigori gregory
hubert hubertus
ihor igor
ilie elias
ilir ylir
illia ilya ilia illya ilja elijah iliya ilija
inna ina
ioan ion john
ioana joanna oana
ionel ion
ionut ionutz
iryna irina irena irene ira irynka
istvan stephen
iulian julian
ivan iwan ivanko vanya
ivanna iwanna ivana
ivaylo ivailo
iwona yvonne ivona
izabela isabella iza izabella
jacek jacenty
jadwiga hedwig iga
jagoda jagodka
jakub jacob kuba jacub yakub jakob
jan janek john yan jasiek
janis john
janos john
janusz janush
jaroslaw jarek yaroslav
jerzy george jurek
jiri george
joanna asia joasia
jokubas jacob
jolanta jola yolanda
jonas john
jozsef joseph
julia jula julka
julian julek
juozas joseph
juris george
justyna justina justine
kacper casper jasper kasper gaspar
kaja kaya kaia
kajus caius
kaloyan kalojan
kamil kamill
kamila camilla camila kamilla
karlis charles
karol charles karolek carl
karolina caroline carolina karola
karyna karina carina
katalin catherine
katarzyna kasia katherine catherine kaska
katerina katka
kateryna ekaterina katerina katya katia katherine yekaterina catherine katja ecaterina
kazimierz casimir kazik
kinga kunegunda kinia
kira kyra
klaudia claudia
klea clea
konrad conrad
konstantinos costas kostas constantine dinos
krasimir krassimir
kristupas christopher
kristyna christina
krystian christian kristian
krystyna christina krysia kristina
krzysztof christopher krzysiek kris chris krzystof krystof
kseniia ksenia xenia oksana ksenija kseniya ksenya
kyriakos kiriakos
kyrylo kirill kyryl cyril kiril
larisa larissa laryssa
laszlo ladislaus
laurentiu laurence
leon leonek
lesia lesya
lev leo leva leon
liubov lyubov lubov luba
liudmyla lyudmila ludmila ljudmila lyudmyla liudmila mila
liviu livius
luan louan
lucian lucien
ludmila lida
lukasz luke lucas lukas lukash
lyubomir lubomir liubomir
maciej matthias maciek matias
madalina madelina magdalena
magda magdalena madalena
magdalena magda magdalene
maja maya maia
maksym maxim maksim max maxym maks
malgorzata gosia margaret malgosia
malwina malvina
marcel marcell marceli
marcelina marcela
marcin martin marcinek
marek mark
margaryta margarita marharyta margareta
marian marijan
mariia maria mariya masha mary marija
marius mario
mariusz marius
marketa margaret
marko mark marc
marta martha martusia
martins martin
maryna marina
matas matthew
mate matthew
matej matthew
mateusz matthew mati mateush
matvii matvey matvei matviy matthew matwij mathew
michal michael mihal
michalina michaela
michalis michael michail
mihaela michaela mihaella
mihai michael mihail
mihaly michael
miklos nicholas
mikolaj nicholas mikolai nikolaj miki
milosz milos
mircea mirchea
mirela mirella
mykhailo mikhail michael misha mykhaylo mihail mihailo michail mykhajlo
mykola nikolai mikola nikolay nicholas nikolaj nicolae mykolai kolya nikola
mykolas nicholas michael
mykyta nikita mikita
myroslav miroslav
myroslava miroslava
nadiia nadia nadezhda nadiya nadja
nataliia natalia natalya nataliya natalka natasha natalja natalija
nazar nazarii nazariy
nicolae nicholas nicu
nicoleta nicolette
nikodem nicodemus
nikola nicola nicole
nikolaos nikos nick nicos
nojus noah
octavian ottavian
oksana oxana ksana xana
olaf olav
oleh oleg
oleksandr alexander aleksander aleksandr alexandr olexandr olexander oleksander sasha sashko alexandru aleksandar aleksandru alex aleks aleksanders
oleksandra alexandra aleksandra olexandra sasha ola alexandrina
oleksandra lesia
oleksii alexei alexey aleksey oleksiy alexis aleksei oleksij olexiy alexej alyosha aleksiy oleksi
olena elena olen helena yelena jelena alena lena elene olenka
olha olga olya olja olia
oliwia olivia oliwka
oliwier oliver oliwer
ondrej andrew
oskar oscar
ostap eustace
ovidiu ovid
panagiotis panayiotis panos panayotis
patrycja patricia
patryk patrick patrik
pavlo pavel paul pawel pasha
petar peter
petro peter petr pyotr piotr
petru peter petre
pijus pius
piotr peter piotrek
plamen plamyn
pola apolonia paulina
polina paulina polyna
povilas paul
przemyslaw przemek
radka rada
radoslav radoslaw
radoslaw radek
rafal raphael rafael
raluca ralucca
rares raresh
razvan rasvan
rinor rinori
roberts robert
roksana roxana
roman romans
rostyslav rostislav
ruslan rouslan
ryszard richard rysiek
sandor alexander
sebastian seba
serhii sergei sergey sergiy sergii serhiy sergej sergio serge serghei sergejs sergi seriy
shpresa spresa
slawomir slavomir slawek
sofiia sofia sofiya sophia sofija sofya zofia sonya sonia sofiyka
solomiia solomia solomiya
sorin soryn
spyridon spyros spiros
stanislav stanislaw stas stanislaus
stanislaw stan staszek stanislav
stavros steve
stefan stephen steven shtefan
stefania stephanie
stepan stefan stephen stephan
stoyan stojan
sviatoslav svyatoslav
svitlana svetlana lana sveta swetlana
szymon simon szymek shimon symon
tadeusz thaddeus tadek
taras tarass
teodor theodore
terezie theresa tereza
tetiana tatiana tatyana tanya tetyana tatjana tania
theodoros theo thodoris
todor theodore
tomas thomas
tomasz thomas tomek tomash
tsvetan cvetan
tsvetelina cvetelina
tudor teodor
tymofii timofey timothy tymofiy tymophiy timofei
tymon timon
tymoteusz timothy tymek
uliana ulyana julianna ulana
urszula ursula ula
vaclav wenceslas
vadym vadim wadim
valentin valentyn
valerii valery valeriy valeri
valeriia valeria valeriya valerie lera
varvara barbara varya
vasiliki vicky
vasilis vasileios basil vassilis
vasyl vasily vasiliy vasile basil wasyl vasilii vasylko
vera vira wiera viera
veronika veronica weronika veranika
viacheslav vyacheslav vjaceslav slava viatcheslav
viktor victor wiktor
viktoriia victoria viktoria vika viktoriya viktorija
viorel viorela
vitalii vitaly vitaliy vitali vitalij vitalik
vlad vladimir vladislav
vladyslav vladislav wladyslaw vlad vladislaw
vladyslava vladislava
vojtech wojciech
volodymyr vladimir volodimir vova vladimer wlodzimierz wladimir volodymir
vsevolod vsevolode
vytautas vitautas
wanda vanda
wiktoria victoria wika
wladyslaw vladislav wladek
wojciech wojtek voytek adalbert wojtech woytek
xhemal jemal
xhevdet cevdet
yan jan
yana jana iana yanna
yaroslav jaroslav iaroslav jaroslaw yaroslaw
yaroslava jaroslava iaroslava
yehor egor yegor jegor ehor iegor
yelyzaveta elizaveta elizabeth yelizaveta liza yelisaveta jelizaveta
yevhen evgeny yevgeny eugene evgeni evgeniy yevgen yevheniy evgenij jevgenij ievgen
yevheniia evgenia yevgenia eugenia evgeniya ievgeniia
yordan jordan iordan
yulia julia yuliia iuliia yuliya julija iulia yulya
yurii yuri yury yuriy iurii iouri jurij george jurijs
zakhar zahar zachar
zbigniew zbyszek
zef zeff
zhivko jivko
zlata zlatka
zofia sophia zosia sofia
zoriana zoryana
zsofia sophia zofia
zsuzsanna susanna
zuzana susanna
zuzanna susanna zuzia suzanna susan
`
