/** French, Italian, Spanish, Portuguese and other western European forenames beside their English forms. */
export const southern = `
adriana adrianna
alejandro alexander alex
alessandro alexander
alessia alexia
alfonso alphonse
alvaro alvero
amelie amely
ana anna
andres andrew andre
angel angelo
anke anika annika anneke
anne anna
annelies annalise
anneliese annelise
antoine anthony
antonio anthony tony toni
arnaud arnold
astrid astri
aurelie aurelia
beatriz beatrice bia
benoit benedict
bernardo bernard
bjorn bjoern
bram abraham
camille camila
carlos charles
carmen carmela
caterina catherine
cecile cecilia
celine selin seline
chiara clara kiara
christophe christopher
clement clemente
cristiano christian
cristovao christopher
daan daniel
daniele daniel
davide david
diego diogo santiago
dinis denis
dirk derek
domenico dominic
duarte edward
edoardo edward eduardo
eduardo edward edu
elena helen
elisabetta elizabeth
emanuele emanuel emmanuel
emiliano emilian
emmanuel emanuel manuel manny manu
enrique henry
enzo lorenzo
erik eric
esteban stephen
etienne stephen
eva eve
fabio fabian
fabrizio fabrice
federica frederica
federico frederick fede
felipe philip filipe
fernando ferdinand
filippo philip
flavio flavius
francesca frances
francesco francis franco
francisco francis paco chico
francois francis
franziska francesca
freja freya
friedrich frederick
fritz frederick
gabriele gabriel
gerhard gerard
giacomo jacob
gianluca luca
giovanna joanna
giovanni john gianni gian
giulia julia
giuseppe joseph beppe
gonzalo goncalo
greta margaret grete gretel
guilherme william
guillaume william
guillermo william
gustav gus gustaf
hans johannes john
heike heika
heinrich henry
helder elder
henrique henry
hugo ugo
ignacio nacho
iker icker
ines inez inesh
ingrid inger
isabel isabella
jacques jack
javier xavier
jean john
jeanne jane joan
jens johannes
jeroen jerome
jerome jeromy
jesus jesu
joana joanna
joao john juan
joaquim joaquin joachim
joel joell
johann john
joost justus
jorg george joerg
jorge george
jorgen george joergen
jose joseph pepe ze
josue joshua
juliana julianna
julien julian
jurgen george juergen
kaspar caspar
katrin catherine
kirsten christine
klaus nicholas claus
laetitia leticia letitia
lars laurence
lasse lars
laurent laurence lawrence
leandro leander
leonor eleanor
leticia laetitia letizia
lieselotte lotte
lorenzo laurence
lotte charlotte
luana luanna
luca luke
lucas luke
lucia lucy
luigi louis
luis louis luiz
lurdes lourdes
maarten martin
madalena magdalena
mafalda matilda
manuel manny manuela
manuela manuella
marco mark
margarida margaret
maria mary
mariana marianna
marina marinha
mateo matthew
matheus matthew mateus
mathias matthias
mathieu matthew
mathis mathys matis
matilde matilda
mats matthew mads
matteo matthew
mattia mathias
mauricio maurice maurizio
maxime max
michel michael
michele michael
miguel michael
mikael michael
monica monika monique
nathalie natalie
nicolo nicolas
niels nils neil
nikolaj nicholas
noemi naomi noemie
nuno nunno
olivier oliver
ottavia octavia
pablo paul
paola paula
paolo paul
pascal pasqual pasquale
patricia tricia
paulo paul
pedro peter
pierre peter
pieter peter
pietro peter
quentin quintin
rafael raphael rafa rafaele
raffaele raphael
raul raoul
remy remi
renato rene
ricardo richard
riccardo richard
rita margarita
roberto robert
rocio rosio
rodrigo roderick
rolf rudolf
rudi rudolf rudy
rui ruy
salvatore salvador
sander alexander
santiago diego santi
sebastien sebastian
serena serina
sergio serge
simone simon
sjoerd shoerd
sofia sophia
soren soeren
stefano stephen
stephane stephen
sven svein swen
tatiana tatianna
telmo elmo
theo teo
thierry terry
thomas tomas
tiago thiago santiago tyago
ulrich uli
valentina valentine
vasco basco
veronique veronica
vicente vincent
vincenzo vincent
virginie virginia
vitor victor vittor
wilhelm william
wouter walter
ximena jimena
yannick yanick
yara iara
yasmine yasmin
zelia celia
`
