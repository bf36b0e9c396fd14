"""Whole records in French: lists of those present, decisions in the present tense, actions with owner and day."""

from __future__ import annotations

import pytest

from secretariat.reading import Reading
from tests.reading.record_texts import reading_of

PILOTAGE = """
    # Comité de pilotage du réseau Mobilité – Compte rendu de la réunion du 14 mars 2023

    **Présents :** Mme Claire Moreau (Agence des routes), présidente ; M. Karim Benali (Office des transports)
    **Excusés :** Mme Sophie Roux, M. Jean-Marc Petit
    **Rédaction :** Louis d'Almeida

    ## Ordre du jour

    1. Approbation du compte rendu de la réunion précédente
    2. Programme de travail 2023
    3. Questions diverses

    ## 1. Approbation du compte rendu

    Le compte rendu de la réunion du 10 janvier est approuvé à l'unanimité.

    ## 2. Programme de travail 2023

    M. Benali présente le projet de programme. Mme Moreau souligne que les délais sont serrés. Il est proposé de
    réduire le nombre d'ateliers.

    Le comité décide de tenir deux ateliers au lieu de quatre. Le comité n'approuve pas encore le budget.

    ## Actions

    | Action | Responsable | Échéance |
    |---|---|---|
    | Envoyer le programme révisé aux membres | Karim Benali | 31 mars 2023 |
    | Réserver la salle du premier atelier | Secrétariat | avant la prochaine réunion |
    | Préparer la note de cadrage | Claire Moreau | |
"""

RIVERAINS = """
    CONSEIL D'ADMINISTRATION DE L'ASSOCIATION DES RIVERAINS
    Procès-verbal de la séance du 6 juin 2022

    Étaient présents :
    - Anne Lefèvre, présidente
    - Paul Girard, trésorier
    - Inès Haddad
    Absents excusés :
    - Marc Dubois, représenté par Paul Girard
    - Zoé Lambert

    1. Rapport financier
    Le trésorier présente les comptes. Les comptes de l'exercice 2021 sont approuvés par 3 voix pour, 0 contre.

    2. Cotisation
    Après discussion, il est décidé de porter la cotisation à 25 euros. Paul Girard enverra l'appel à cotisation
    d'ici au 30 juin 2022. Inès Haddad se charge de mettre à jour le site.

    3. Bureau
    Sur proposition de Paul Girard, Inès Haddad est élue secrétaire par acclamation.
    Il a été convenu que la prochaine séance aura lieu en septembre.
"""

EAU = """
    Réseau interinstitutions sur l'eau
    Conclusions de la quatrième session, Genève, 9 novembre 2021

    Participants : OMS, UNICEF, FAO, PNUE

    Le Comité :
    a) a approuvé le cadre commun de suivi ;
    b) a pris note avec satisfaction du rapport du groupe de travail ;
    c) a prié le Secrétariat de présenter une version révisée du mandat au plus tard le 15 janvier 2022 ;
    d) a décidé de créer une équipe spéciale sur les données.

    Les participants se sont félicités de la qualité des travaux. Certains membres ont exprimé leur inquiétude quant
    au financement.
"""

HEBDO = """
    Point hebdomadaire – équipe plateforme – 2 mai 2024

    Présent·e·s : Léa, Hugo, Samir, Nora
    Excusée : Julie

    # Avancement
    - La mise en production est reportée.
    - Léa a corrigé l'anomalie d'export.
    - Faut-il garder l'ancien formulaire ?

    # Décisions
    - La base actuelle reste en service pour l'été
    - Le nouveau logo est retenu

    # À faire
    - [ ] Hugo : relancer l'hébergeur avant le 10 mai
    - [ ] Samir et Nora : écrire le guide de migration (échéance : 15 mai 2024)
    - [x] Léa : prévenir le support
"""

ARCHIVES = """
    # Groupe de travail Archives – Relevé de décisions – 20 septembre 2023

    Participants
    Catherine Blanc – Bibliothèque nationale
    Youssef Amrani – Archives municipales
    Hélène Caron – Université de Lyon

    ## Relevé de décisions

    1. Le plan de classement est adopté sans débat.
    2. Le groupe retient le format PDF/A pour les dépôts.

    ## Suites à donner

    1. Mme Caron transmettra le modèle de fiche au plus tard le 5 octobre 2023.
    2. M. Amrani et Mme Blanc préparent une liste des fonds prioritaires.
    3. Tous les membres sont invités à relire le guide avant la prochaine réunion.
"""

BUREAU = """
    # Compte rendu de la réunion du bureau du 12 février 2020

    Présents : Bernard Faure, Lucie Martin et Olivier Noël

    Le bureau échange sur la fête de printemps. Lucie Martin rappelle que la salle est petite. Olivier Noël suggère
    de demander le gymnase à la mairie. Le bureau n'a pas pris de décision et en reparlera. La question du budget
    reste en suspens.

    ## Actions

    Néant.
"""

SCIENTIFIQUE = """
    # Conseil scientifique – réunion du 3 octobre 2022

    Présents : Mme Diallo, M. Ferrand, M. Okoye

    ## Suivi des actions de la réunion précédente

    - M. Ferrand : actualiser la bibliographie → fait
    - Mme Diallo : contacter l'éditeur → en cours

    ## Évaluation

    DÉCISION : Le rapport d'évaluation est publié en l'état.

    ACTION : M. Okoye – rédiger le résumé pour le site au plus tard le 20 octobre 2022.

    Le Conseil demande au Secrétariat de diffuser le rapport aux partenaires.

    À faire : réserver la salle (M. Ferrand) ; écrire aux auteurs (Mme Diallo).
"""


def people(reading: Reading, attendance: str = "present") -> list[str]:
    return [person.name for person in reading.participants if person.attendance == attendance]


def actions(reading: Reading) -> list[tuple[str, tuple[str, ...], str | None]]:
    return [(action.text, action.owners, action.due or action.due_text) for action in reading.action_points]


@pytest.mark.parametrize("text", [PILOTAGE, RIVERAINS, EAU, HEBDO, ARCHIVES, BUREAU, SCIENTIFIQUE])
def test_it_knows_french(text: str) -> None:
    assert reading_of(text).language == "fr"


@pytest.mark.parametrize(
    ("text", "present", "excused"),
    [
        (PILOTAGE, ["Claire Moreau", "Karim Benali", "Louis d'Almeida"], ["Sophie Roux", "Jean-Marc Petit"]),
        (RIVERAINS, ["Anne Lefèvre", "Paul Girard", "Inès Haddad"], ["Zoé Lambert"]),
        (EAU, ["OMS", "UNICEF", "FAO", "PNUE"], []),
        (HEBDO, ["Léa", "Hugo", "Samir", "Nora"], ["Julie"]),
        (ARCHIVES, ["Catherine Blanc", "Youssef Amrani", "Hélène Caron"], []),
        (BUREAU, ["Bernard Faure", "Lucie Martin", "Olivier Noël"], []),
        (SCIENTIFIQUE, ["Diallo", "Ferrand", "Okoye"], []),
    ],
)
def test_it_reads_who_took_part(text: str, present: list[str], excused: list[str]) -> None:
    reading = reading_of(text)
    assert (people(reading), people(reading, "apologies")) == (present, excused)


def test_it_reads_what_people_are() -> None:
    chair, transport, *_, writer = reading_of(PILOTAGE).participants
    assert (chair.role, chair.organization) == ("chair", "Agence des routes")
    assert transport.organization == "Office des transports"
    assert writer.role == "rapporteur"


def test_it_reads_who_was_represented() -> None:
    absent = next(person for person in reading_of(RIVERAINS).participants if person.name == "Marc Dubois")
    assert (absent.attendance, absent.represented_by) == ("represented", "Paul Girard")


def test_it_reads_the_agenda() -> None:
    assert [item.title for item in reading_of(PILOTAGE).agenda] == [
        "Approbation du compte rendu de la réunion précédente",
        "Programme de travail 2023",
        "Questions diverses",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            PILOTAGE,
            [
                ("approve", "vote", "Le compte rendu de la réunion du 10 janvier est approuvé à l'unanimité."),
                ("decide", None, "Le comité décide de tenir deux ateliers au lieu de quatre."),
            ],
        ),
        (
            RIVERAINS,
            [
                ("approve", "vote", "Les comptes de l'exercice 2021 sont approuvés par 3 voix pour, 0 contre."),
                ("decide", None, "Après discussion, il est décidé de porter la cotisation à 25 euros."),
                (
                    "elect",
                    "consensus",
                    "Sur proposition de Paul Girard, Inès Haddad est élue secrétaire par acclamation.",
                ),
                ("agree", None, "Il a été convenu que la prochaine séance aura lieu en septembre."),
            ],
        ),
        (
            EAU,
            [
                ("approve", None, "a approuvé le cadre commun de suivi ;"),
                ("decide", None, "a décidé de créer une équipe spéciale sur les données."),
            ],
        ),
        (
            HEBDO,
            [
                (None, None, "La base actuelle reste en service pour l'été"),
                ("decide", None, "Le nouveau logo est retenu"),
            ],
        ),
        (
            ARCHIVES,
            [
                ("adopt", "without discussion", "Le plan de classement est adopté sans débat."),
                ("decide", None, "Le groupe retient le format PDF/A pour les dépôts."),
            ],
        ),
        (BUREAU, []),
        (SCIENTIFIQUE, [(None, None, "Le rapport d'évaluation est publié en l'état.")]),
    ],
)
def test_it_reads_what_was_decided(text: str, expected: list[tuple[str | None, str | None, str]]) -> None:
    found = reading_of(text).decisions
    assert [(decision.verb, decision.manner, decision.text) for decision in found] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            PILOTAGE,
            [
                ("Envoyer le programme révisé aux membres", ("Karim Benali",), "2023-03-31"),
                ("Réserver la salle du premier atelier", ("Secrétariat",), "avant la prochaine réunion"),
                ("Préparer la note de cadrage", ("Claire Moreau",), None),
            ],
        ),
        (
            RIVERAINS,
            [
                (
                    "Paul Girard enverra l'appel à cotisation d'ici au 30 juin 2022.",
                    ("Paul Girard",),
                    "2022-06-30",
                ),
                ("Inès Haddad se charge de mettre à jour le site.", ("Inès Haddad",), None),
            ],
        ),
        (
            EAU,
            [
                (
                    "a prié le Secrétariat de présenter une version révisée du mandat au plus tard le 15 janvier 2022 ;",
                    ("Secrétariat",),
                    "2022-01-15",
                )
            ],
        ),
        (
            HEBDO,
            [
                ("relancer l'hébergeur avant le 10 mai", ("Hugo",), "2024-05-10"),
                ("écrire le guide de migration (échéance : 15 mai 2024)", ("Samir", "Nora"), "2024-05-15"),
                ("prévenir le support", ("Léa",), None),
            ],
        ),
        (
            ARCHIVES,
            [
                (
                    "Mme Caron transmettra le modèle de fiche au plus tard le 5 octobre 2023.",
                    ("Mme Caron",),
                    "2023-10-05",
                ),
                (
                    "M. Amrani et Mme Blanc préparent une liste des fonds prioritaires.",
                    ("M. Amrani", "Mme Blanc"),
                    None,
                ),
                (
                    "Tous les membres sont invités à relire le guide avant la prochaine réunion.",
                    ("Tous les membres",),
                    "prochaine réunion",
                ),
            ],
        ),
        (BUREAU, []),
        (
            SCIENTIFIQUE,
            [
                ("rédiger le résumé pour le site au plus tard le 20 octobre 2022.", ("M. Okoye",), "2022-10-20"),
                ("Le Conseil demande au Secrétariat de diffuser le rapport aux partenaires.", ("Secrétariat",), None),
                ("réserver la salle", ("M. Ferrand",), None),
                ("écrire aux auteurs", ("Mme Diallo",), None),
            ],
        ),
    ],
)
def test_it_reads_who_does_what_by_when(text: str, expected: list[tuple[str, tuple[str, ...], str | None]]) -> None:
    found = actions(reading_of(text))
    for (words, owners, due), (found_words, found_owners, found_due) in zip(expected, found, strict=True):
        assert (found_words, found_owners) == (words, owners)
        assert found_due == due or (due and found_due and found_due.endswith(due))


def test_it_reads_what_was_said() -> None:
    assert [(said.force, said.speaker) for said in reading_of(PILOTAGE).statements] == [
        ("reported", "M. Benali"),
        ("emphasized", "Mme Moreau"),
        ("proposed", None),
    ]
    assert [said.force for said in reading_of(EAU).statements][-2:] == ["welcomed", "concern"]


def test_it_reads_what_was_left_open() -> None:
    assert [question.text for question in reading_of(BUREAU).questions] == ["La question du budget reste en suspens."]


def test_it_reads_what_became_of_earlier_actions() -> None:
    found = reading_of(SCIENTIFIQUE).previous_actions
    assert [(action.text, action.status, action.owners) for action in found] == [
        ("actualiser la bibliographie", "fait", ("M. Ferrand",)),
        ("contacter l'éditeur", "en cours", ("Mme Diallo",)),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Le comité pourrait approuver le plan en juin.",
        "M. Petit propose que le comité adopte le plan.",
        "Le comité n'a pas approuvé le budget.",
        "Si le conseil approuve le plan, le bureau déménagera.",
        "Le comité prend note du rapport annuel du secrétariat.",
        "Lors de la réunion précédente, le comité avait décidé de reporter la fête.",
    ],
)
def test_it_leaves_what_is_no_decision(sentence: str) -> None:
    text = f"# Réunion du comité du 3 mars 2022\n\nLa séance est ouverte par le président. {sentence}"
    assert reading_of(text).decisions == ()


def test_it_reads_what_a_body_decides_after_debate() -> None:
    reading = reading_of("""
        # Comité syndical – Procès-verbal de la réunion du 4 avril 2023

        Étaient présents : MM. Alain Roche et Denis Perrin, Mmes Julie Colin et Rose Adam.

        Le président rappelle que les recettes baissent. Après en avoir délibéré, le comité, à l'unanimité :
        - approuve le budget primitif 2023 ;
        - autorise le président à signer la convention ;
        - charge le secrétariat de transmettre la délibération au préfet avant le 30 avril 2023.
    """)
    assert people(reading) == ["Alain Roche", "Denis Perrin", "Julie Colin", "Rose Adam"]
    assert [decision.verb for decision in reading.decisions] == ["approve", "authorize"]
    assert [(action.owners, action.due) for action in reading.action_points] == [(("secrétariat",), "2023-04-30")]
