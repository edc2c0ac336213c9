import type { NamesOfOrigin } from './name-pool.ts'

const polishGirls = (surname: string) =>
  surname.replace(/ski$/, 'ska').replace(/cki$/, 'cka').replace(/dzki$/, 'dzka').replace(/ny$/, 'na')

/** Polish families, and their neighbours the Slovaks and Czechs. */
export const polish: NamesOfOrigin = {
  girls: `Zuzanna Julia Maja Zofia Hanna Lena Alicja Oliwia Maria Amelia Wiktoria Aleksandra Natalia Nikola Antonina Laura Emilia Pola Gabriela Liliana Nadia Weronika Kornelia Helena Kinga Martyna
Anna Barbara Magdalena Michalina Milena Karolina Klaudia Kamila Katarzyna Kaja Jagoda Iga Inga Izabela Joanna Justyna Dominika Dorota Ewa Elżbieta Agnieszka Agata Adrianna Ada Aniela Anastazja
Angelika Bianka Blanka Bożena Daria Daniela Eliza Ewelina Felicja Gloria Grażyna Irena Iwona Jadwiga Jolanta Kalina Kaczmarek Krystyna Lidia Łucja Małgorzata Marcelina Marianna Marta Małwina Matylda
Mia Monika Nela Nina Olga Patrycja Paulina Renata Róża Roksana Rozalia Sandra Sara Stefania Sylwia Tola Urszula Wanda Żaneta Žofia Eliška Tereza Kristýna Adéla Karolína Barbora Lucie Veronika Nikoleta Vanesa`,
  boys: `Jakub Antoni Jan Szymon Aleksander Franciszek Filip Mikołaj Wojciech Kacper Adam Michał Marcel Stanisław Wiktor Piotr Igor Leon Nikodem Mateusz Bartosz Oliwier Dawid Oskar Maksymilian Dominik
Alan Tymon Miłosz Maciej Kamil Krzysztof Patryk Paweł Karol Łukasz Tomasz Hubert Natan Gabriel Krystian Sebastian Damian Daniel Adrian Artur Borys Bruno Cezary Cyprian Eryk Fabian Gracjan Grzegorz
Gustaw Ignacy Iwo Jacek Jarosław Jerzy Józef Julian Kajetan Kazimierz Konrad Kornel Ksawery Marcin Marek Mariusz Maurycy Norbert Olaf Przemysław Radosław Rafał Robert Ryszard Sławomir Tadeusz
Tymoteusz Wacław Witold Zbigniew Zygmunt Tomáš Jiří Matěj Vojtěch Ondřej Lukáš Marián Štefan Ľuboš Zdeno`,
  surnames: `Nowak Kowalski Wiśniewski Wójcik Kowalczyk Kamiński Lewandowski Zieliński Szymański Woźniak Dąbrowski Kozłowski Jankowski Mazur Wojciechowski Kwiatkowski Krawczyk Kaczmarek Piotrowski Grabowski Zając
Pawłowski Michalski Król Wieczorek Jabłoński Wróbel Nowakowski Majewski Olszewski Stępień Malinowski Jaworski Adamczyk Dudek Nowicki Pawlak Górski Witkowski Walczak Sikora Baran Rutkowski Michalak
Szewczyk Ostrowski Tomaszewski Pietrzak Zalewski Wróblewski Marciniak Jasiński Zawadzki Bąk Jakubowski Sadowski Duda Włodarczyk Wilk Chmielewski Borkowski Sokołowski Szczepański Sawicki Kucharski
Lis Maciejewski Kubiak Kalinowski Wysocki Mazurek Kołodziej Kaźmierczak Sobczak Głowacki Andrzejewski Zakrzewski Cieślak Krajewski Gajewski Szymczak Szulc Baranowski Laskowski Brzeziński Makowski
Ziółkowski Przybylski Domański Nowacki Borowski Błaszczyk Chojnacki Ciesielski Mróz Szczepaniak Wesołowski Górecki Krupa Leszczyński Lipiński Urbański Kozak Kania Mikołajczyk Czarnecki Tomczak
Kołodziejczyk Markowski Kasprzak Urban Bednarek Gołębiewski Konieczny Marek Horváth Horvath Kováč Varga Tóth Novák Balog Oláh Lakatoš Dunka Pusko Gaži Sivák Mirga Žiga Bílý`,
  rareSurnames: {
    starts: `Bar Biał Bog Bor Brud Chrz Czar Dom Drz Gaw Gład Gol Grab Grom Jagod Jas Kacz Kal Karp Kos Krasz Kul Kur Lab Lech Lip Łab Mal Marcz Miel Mod Mysz Nied Olsz Ork Paw Piek Pod Rad Rog Rud Sad Sien
Sob Stan Str Such Szal Szkl Świd Tarn Tur Urb Wal Wasil Wierz Wit Wol Zab Zdr Ziel Żak Żel`,
    ends: `owski ewski iński ański ecki icki czak czyk ak ek uk owicz ewicz ik oń ała ura yga`,
    share: 0.35,
  },
  girlsSurname: polishGirls,
  steepness: { forenames: 0.65, surnames: 0.6 },
  middleNames: 0.5,
}

/** Romanian, Bulgarian, Hungarian, Albanian families. */
export const romanian: NamesOfOrigin = {
  girls: `Maria Sofia Ioana Andreea Daria Antonia Alexandra Elena Ana Gabriela Natalia Eva Ilinca Miruna Teodora Ștefania Bianca Denisa Larisa Mihaela Mădălina Alina Alesia Amalia Anastasia Anca Beatrice
Carla Carmen Casiana Cătălina Cezara Corina Cosmina Cristina Crina Dalia Delia Diana Doina Ecaterina Emma Erika Evelina Florentina Georgiana Giulia Iasmina Ilona Ileana Irina Izabela Karina Lavinia
Ligia Livia Loredana Luminița Magdalena Mara Mariana Medeea Melania Monica Narcisa Nicoleta Oana Patricia Paula Petra Raluca Ramona Rebeca Roxana Ruxandra Sabina Sara Sânziana Silvia Simona Smaranda
Sorina Tamara Tania Timea Valentina Vanesa Victoria Violeta Viorica Yasmina Zoe Desislava Gergana Kalina Mihaela Nikol Simona Tsvetelina Viktoria Yoana Elira Arta Besa Drita Elona Era Fjolla Valbona`,
  boys: `Andrei David Alexandru Gabriel Matei Ștefan Luca Mihai Ionuț Cristian Darius Robert Daniel Rareș Vlad Tudor Radu Victor Ioan Ion Adrian Alin Albert Antonio Beniamin Bogdan Călin Casian Cătălin Cezar
Ciprian Claudiu Constantin Cornel Cosmin Costin Cristi Damian Dan Denis Dorin Dragoș Eduard Emanuel Emil Eric Fabian Filip Florin George Gheorghe Horia Iacob Ianis Iulian Iustin Kevin Laurențiu Leonard
Liviu Lucian Marian Marius Mario Mircea Natanael Nicolae Nicolas Octavian Ovidiu Patrick Paul Petru Răzvan Remus Samuel Sebastian Sergiu Silviu Sorin Teodor Tiberiu Toma Traian Tiberius Valentin Vasile
Viorel Yanis Aleksandar Boris Dimitar Georgi Ivan Kaloyan Kristiyan Martin Nikola Petar Plamen Stefan Todor Viktor Yordan Arben Ardit Blerim Dritan Edon Erion Flamur Gent Ilir`,
  surnames: `Popa Popescu Ionescu Radu Dumitru Stan Stoica Gheorghe Matei Ciobanu Rusu Constantin Marin Dinu Dumitrescu Stanciu Florea Moldovan Nistor Lazar Munteanu Cozma Barbu Sandu Toma Tudor Ungureanu Vasile
Voicu Andrei Anghel Antal Balan Bălan Bogdan Bucur Călin Cojocaru Coman Costache Costea Crăciun Cristea Croitoru Dănilă Diaconu Dima Dobre Dragomir Dragan Enache Ene Filip Gavrilă Georgescu Grigore Grosu
Iacob Ilie Ioniță Iordache Ispas Lungu Luca Lupu Manole Marinescu Mihai Mihalache Mihăilă Mocanu Moraru Muntean Muresan Mureșan Neagu Nechita Necula Negru Nicolae Nicolescu Nita Niță Oancea Oprea Pană Paraschiv
Păun Petcu Petre Petrescu Pîrvu Pop Preda Roman Roșu Rotaru Savu Sava Sîrbu Stancu Stefan Ștefan Stoian Suciu Șerban Tănase Țăranu Turcu Ursu Văduva Vlad Zaharia Zamfir Rostas Covaci Lacatus Caldarar Nagy Szabó
Kovács Tóth Molnár Varga Farkas Ivanov Georgiev Dimitrov Petrov Nikolov Todorov Stoyanov Hristov Angelov Iliev Hoxha Krasniqi Gashi Berisha Shehu Hysa Dervishi Prifti`,
  rareSurnames: {
    starts: `Alb Aldescu Ar Bad Banc Bârs Bel Bog Bot Brat Brânz Calin Cam Car Cern Chiril Chior Ciub Coj Corn Cost Cris Drag Dum Flor Gavr Gher Grig Hod Iorg Istr Lup Mac Man Marin Mih Mold Negr Nicul Olar
Or Pav Petr Pop Puic Rad Sav Sim Stan Stoic Tom Tud Vas Vis Vod Zah`,
    ends: `escu eanu oiu aru ariu ache ea ilă uț uță an aș iuc ici oș ovici`,
    share: 0.3,
  },
  girlsSurname: surname => surname.replace(/ov$/, 'ova').replace(/iev$/, 'ieva'),
  steepness: { forenames: 0.6, surnames: 0.6 },
  middleNames: 0.6,
}

/** Lithuanian, Latvian, Ukrainian, Russian families. */
export const eastEuropean: NamesOfOrigin = {
  girls: `Sofija Emilija Anastasia Anastasiia Daria Dariia Polina Viktoriia Viktorija Oleksandra Sofiia Mariia Anna Hanna Solomiia Veronika Zlata Kateryna Yelyzaveta Yeva Alisa Arina Milana Diana Valeriia
Oksana Olena Olha Iryna Ivanna Kira Ksenia Lesia Liudmyla Maryna Nadiia Nataliia Svitlana Tetiana Uliana Vira Vlada Yana Yaryna Yuliia Zoriana Gabija Ugnė Austėja Lėja Urtė Kamilė Goda Miglė Liepa
Ieva Rugilė Gustė Deimantė Eglė Jūratė Rasa Živilė Ramunė Anete Elza Estere Katrīna Līga Madara Paula Sanita Evelīna Ekaterina Elizaveta Ksenija Natalija Svetlana Tatiana Varvara Yekaterina`,
  boys: `Maksym Artem Dmytro Oleksandr Mykhailo Danylo Ivan Andrii Bohdan Matvii Mark Kyrylo Nazar Vladyslav Yehor Denys Yaroslav Volodymyr Oleksii Serhii Mykola Pavlo Petro Roman Rostyslav Stepan Taras
Tymofii Vasyl Viktor Vitalii Yevhen Yurii Zakhar Ostap Orest Lukas Matas Jonas Jokūbas Dominykas Kajus Nojus Domas Benas Augustas Gustas Herkus Emilis Tomas Mantas Paulius Rokas Tadas Vytautas
Žygimantas Arnas Edvinas Gytis Justas Karolis Modestas Ignas Roberts Gustavs Markuss Artūrs Jānis Kristaps Mārtiņš Ralfs Rihards Aleksandrs Dmitry Mikhail Nikita Kirill Maxim Alexei Ilya Timur
Ruslan Sergei Vladimir Yegor Gleb Fyodor Grigory Konstantin Leonid Pavel`,
  surnames: `Melnyk Shevchenko Kovalenko Bondarenko Boiko Tkachenko Kravchenko Kovalchuk Koval Oliinyk Shevchuk Polishchuk Lysenko Marchenko Tkachuk Savchenko Rudenko Petrenko Moroz Kravchuk Klymenko Pavlenko
Savchuk Kuzmenko Vasylenko Levchenko Kharchenko Sydorenko Karpenko Hrytsenko Zinchenko Romanenko Panchenko Ponomarenko Bilous Kucher Hnatiuk Tymoshenko Zakharchenko Kulyk Romaniuk Ivanenko Ivanov
Petrov Smirnov Kuznetsov Popov Sokolov Lebedev Kozlov Novikov Morozov Volkov Pavlov Vasiliev Fedorov Mikhailov Kazlauskas Jankauskas Petrauskas Stankevičius Vasiliauskas Butkus Urbonas Kavaliauskas
Navickas Ramanauskas Žukauskas Balčiūnas Paulauskas Kaminskas Pocius Sakalauskas Bērziņš Kalniņš Ozoliņš Jansons Liepiņš Krūmiņš Balodis Eglītis Petersons Zariņš`,
  rareSurnames: {
    starts: `Ant Bab Bar Bil Bog Bon Chor Dan Dem Dor Fed Gav Gor Hav Hol Hor Hry Ign Ilch Kal Kir Kol Kos Kry Kuz Laz Lev Lys Mak Mar Mel Mir Myr Naz Nik Ole Ost Pan Pav Pet Pol Prokh Rom Sav Sem Sid Sol Ste
Stet Sym Tar Ter Tym Vas Vyn Yak Yar Yur Zab Zakh`,
    ends: `enko chuk iuk yk uk chenko ienko shyn yshyn ets ych ovych skas auskas evičius aitis ov in`,
    share: 0.4,
  },
  girlsSurname: surname =>
    surname
      .replace(/(ov|ev|in)$/, '$1a')
      .replace(/auskas$/, 'auskaitė')
      .replace(/evičius$/, 'evičiūtė')
      .replace(/skas$/, 'skaitė')
      .replace(/iņš$/, 'iņa'),
  steepness: { forenames: 0.6, surnames: 0.55 },
  middleNames: 0.15,
  unfamiliar: true,
}

export const french: NamesOfOrigin = {
  girls: `Louise Emma Jade Alice Chloé Léa Manon Inès Camille Zoé Juliette Lola Sarah Anaïs Clara Éloïse Hélène Océane Margaux Agathe Mathilde Romane Lina Lucie Rose Anna Mila Léna Eva Charlotte Élise Noémie
Adèle Aurélie Amélie Apolline Capucine Caroline Cécile Céleste Clémence Constance Delphine Élodie Émilie Estelle Faustine Gabrielle Geneviève Héloïse Isabelle Jeanne Joséphine Justine Lise Lucile
Maëlle Maëlys Margot Marie Marine Mélanie Mélissa Nathalie Nina Ninon Pauline Salomé Sandrine Sophie Solène Stéphanie Sylvie Valentine Victoire Victoria Virginie Véronique`,
  boys: `Gabriel Léo Raphaël Arthur Louis Jules Adam Maël Lucas Hugo Noé Liam Gabin Sacha Paul Nathan Aaron Mohamed Tom Éden Théo Ethan Marius Eliott Nolan Victor Martin Mathis Timéo Augustin Axel Antoine Robin
Alexandre Maxime Clément Baptiste Valentin Quentin Thibault Romain Nicolas Julien Guillaume François Étienne Édouard Émile Benoît Bastien Cédric Christophe Côme Corentin Cyril Damien Didier Fabien Félix
Florian Frédéric Gaspard Gaël Grégoire Guy Hervé Jean-Baptiste Jean-Luc Jérôme Joël Laurent Loïc Luc Marc Mathieu Olivier Pascal Philippe Pierre Rémi Rémy Sébastien Stéphane Tristan Xavier Yann Yves`,
  surnames: `Martin Bernard Dubois Thomas Robert Richard Petit Durand Leroy Moreau Simon Laurent Lefebvre Michel Garcia David Bertrand Roux Vincent Fournier Morel Girard André Lefèvre Mercier Dupont Lambert Bonnet
François Martinez Legrand Garnier Faure Rousseau Blanc Guérin Muller Henry Roussel Nicolas Perrin Morin Mathieu Clément Gauthier Dumont Lopez Fontaine Chevalier Robin Masson Sanchez Gérard Nguyen Boyer
Denis Lemaire Duval Joly Gautier Roger Roche Roy Noël Meyer Lucas Meunier Jean Perez Marchand Dufour Blanchard Marie Barbier Brun Dumas Brunet Schmitt Leroux Colas Renard Renaud Picard Gaillard Rivière Arnaud
Giraud Leclerc Bourgeois Benoît Lacroix Rey Poirier Fabre Aubert Vidal Hubert Carpentier Charpentier Dupuis Moulin Deschamps Guillot Berger Bailly Hervé Huet Le_Gall Le_Roux Cousin Maillard Charles Jacquet
Bouvier Étienne Besson Pons Dupuy Delaunay Vasseur Lebrun Marty Prévost Collet Hamon`,
  rareSurnames: {
    starts: `Bal Beau Bel Berg Bon Bouch Bour Char Chast Col Cour Del Des Dum Font Gail Gran Gui Lab Lam Lan Lap Lav Mal Mar Mont Per Pon Roch Rou Sau Val Vill`,
    ends: `ard aud eau el ère et ette ier in mont not on ot oux ville`,
    share: 0.35,
  },
  steepness: { forenames: 0.5, surnames: 0.5 },
  middleNames: 0.6,
}

export const italian: NamesOfOrigin = {
  girls: `Sofia Giulia Aurora Alice Ginevra Emma Giorgia Beatrice Greta Vittoria Martina Chiara Ludovica Sara Matilde Anna Camilla Francesca Gaia Bianca Mia Nicole Noemi Rebecca Viola Arianna Elena Elisa Eleonora
Alessia Alessandra Angela Anita Antonella Benedetta Carlotta Caterina Cecilia Claudia Cristina Daniela Diletta Federica Flavia Gemma Gioia Giovanna Irene Isabella Laura Lavinia Letizia Lucia Maddalena
Margherita Maria Marta Melissa Miriam Monica Nina Olivia Paola Raffaella Roberta Rosa Sabrina Serena Silvia Simona Stella Susanna Teresa Valentina Valeria Vanessa Virginia`,
  boys: `Leonardo Francesco Alessandro Lorenzo Mattia Tommaso Gabriele Andrea Riccardo Edoardo Matteo Giuseppe Antonio Federico Diego Davide Christian Nicolò Giovanni Samuele Pietro Marco Filippo Luca Giulio Gioele
Michele Simone Alessio Vincenzo Emanuele Salvatore Daniele Giacomo Jacopo Cristian Elia Enea Emilio Enrico Fabio Flavio Gianluca Giorgio Ivan Luigi Manuel Mario Massimo Maurizio Nathan Nicola Paolo Pasquale
Raffaele Roberto Rocco Sergio Stefano Thomas Umberto Valerio Vittorio`,
  surnames: `Rossi Russo Ferrari Esposito Bianchi Romano Colombo Ricci Marino Greco Bruno Gallo Conti De_Luca Mancini Costa Giordano Rizzo Lombardi Moretti Barbieri Fontana Santoro Mariani Rinaldi Caruso Ferrara Galli
Martini Leone Longo Gentile Martinelli Vitale Lombardo Serra Coppola De_Santis D'Angelo Marchetti Parisi Villa Conte Ferraro Ferri Fabbri Bianco Marini Grasso Valentini Messina Sala De_Angelis Gatti
Pellegrini Palumbo Sanna Farina Rizzi Monti Cattaneo Morelli Amato Silvestri Mazza Testa Grassi Pellegrino Carbone Giuliani Benedetti Barone Rossetti Caputo Montanari Guerra Palmieri Bernardi Martino Fiore
De_Rosa Ferretti Bellini Basile Riva Donati Piras Vitali Battaglia Sartori Neri Costantini Milani Pagano Ruggiero Sorrentino D'Amico Orlando Damico Negri`,
  rareSurnames: {
    starts: `Alb Ang Bald Bar Bell Bern Bion Bocc Bon Cal Cam Cap Car Cast Cav Cerv Fal Fer Fil Fior Gal Gar Gius Gran Lan Laur Lor Mag Mal Man Mar Maz Mor Nap Nov Pal Pan Pas Per Pet Pic Piz Pol Ros Sal San Sart Sav
Spag Tar Tor Val Ven Vin Zan`,
    ends: `acci aldi ani ano ari aro azzo elli ello etti etto iani ini ino oli one oni otti ucci uti`,
    share: 0.4,
  },
  steepness: { forenames: 0.55, surnames: 0.5 },
  middleNames: 0.3,
}

export const portuguese: NamesOfOrigin = {
  girls: `Maria Leonor Matilde Beatriz Carolina Mariana Ana Sofia Francisca Inês Margarida Lara Alice Benedita Clara Íris Joana Laura Luana Luísa Madalena Mafalda Rita Sara Vitória Yara Bianca Bruna Camila Catarina
Constança Daniela Débora Diana Eduarda Eva Fabiana Fernanda Filipa Gabriela Helena Isabel Jéssica Júlia Juliana Letícia Lívia Lorena Lúcia Manuela Marta Mel Miriam Nádia Patrícia Rafaela Raquel Renata Rosa
Sandra Sílvia Sónia Soraia Tatiana Teresa Vera Vitoria`,
  boys: `João Francisco Santiago Afonso Duarte Tomás Rodrigo Martim Miguel Lourenço Gabriel Guilherme Gonçalo Pedro Diogo Rafael Lucas Dinis Salvador Vicente Simão André António Artur Bernardo Bruno Caio Carlos
Cristiano Daniel David Davi Diego Eduardo Enzo Fábio Felipe Filipe Gustavo Heitor Henrique Hugo Ivo Jorge José Leonardo Luís Manuel Marco Mateus Matheus Nelson Nuno Paulo Renato Ricardo Rui Samuel Sandro
Sérgio Telmo Tiago Valentim Vasco Vítor`,
  surnames: `Silva Santos Ferreira Pereira Oliveira Costa Rodrigues Martins Sousa Fernandes Gonçalves Gomes Lopes Marques Alves Almeida Ribeiro Pinto Carvalho Teixeira Moreira Correia Mendes Nunes Soares Vieira Monteiro
Cardoso Rocha Raposo Neves Coelho Cruz Cunha Pires Ramos Reis Simões Antunes Matos Fonseca Machado Araújo Barbosa Tavares Lourenço Castro Figueiredo Azevedo Freitas Magalhães Henriques Lima Guerreiro
Batista Pinheiro Faria Miranda Barros Morais Nogueira Esteves Anjos Baptista Campos Mota Andrade Brito Sá Nascimento Leite Abreu Borges Melo Vaz Pinho Vicente Gaspar Assunção Maia Moura Valente
Domingues Garcia Carneiro Loureiro Neto Branco da_Silva dos_Santos da_Costa Santos_Silva Silva_Santos Ferreira_da_Silva Pereira_dos_Santos Oliveira_Costa Sousa_Martins Lopes_Cardoso`,
  rareSurnames: {
    starts: `Silva_ Santos_ Costa_ Ferreira_ Pereira_ Sousa_ Martins_ Gomes_ Rodrigues_ Lopes_ Alves_ Pinto_ Rocha_ Cruz_ Nunes_ Reis_ Teixeira_ Moreira_`,
    ends: `Almeida Antunes Araújo Barbosa Barros Borges Cardoso Carvalho Coelho Correia Duarte Faria Freitas Machado Matos Mendes Moura Neves Oliveira Pires Ramos Ribeiro Soares Tavares Vieira`,
    share: 0.3,
  },
  steepness: { forenames: 0.7, surnames: 0.75 },
  middleNames: 0.55,
}
