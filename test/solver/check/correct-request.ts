/** Two reps in Iowa, nine customers, two weeks: small enough to plan by hand, with every kind of rule in it. */
import type { PlanRequest } from '#solver';

export const correctRequest: PlanRequest = {
  territory: {
    timeZone: 'America/Chicago',
    currency: 'USD',
    customers: [
      {
        id: 'cedar',
        location: { lat: 41.98, lng: -91.67 },
        annualRevenue: 500,
        class: 'A1',
        keyAccount: true,
        contacts: [{ id: 'k1', decisionMaker: true }, { id: 'k2' }],
      },
      {
        id: 'waterloo',
        location: { lat: 42.49, lng: -92.34 },
        annualRevenue: 400,
        class: 'A1',
        lastVisitedOn: '2026-11-26',
      },
      {
        id: 'mason',
        location: { lat: 43.15, lng: -93.2 },
        annualRevenue: 300,
        class: 'B1',
        // At an hour at which the customer is closed: an appointment is exempt from opening hours.
        openingHours: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '12:00', to: '17:00' }],
        appointments: [{ date: '2026-12-03', from: '10:00', minutes: 60 }],
      },
      {
        id: 'davenport',
        location: { lat: 41.52, lng: -90.58 },
        annualRevenue: 200,
        class: 'B1',
        tags: ['tenant'],
      },
      {
        id: 'muscatine',
        location: { lat: 41.42, lng: -91.05 },
        annualRevenue: 100,
        class: 'B1',
        tags: ['tenant'],
      },
      {
        id: 'ames',
        location: { lat: 42.03, lng: -93.62 },
        annualRevenue: 450,
        class: 'A1',
        keyAccount: true,
        area: 'west',
        lastVisitedOn: '2026-11-23',
      },
      {
        id: 'ottumwa',
        location: { lat: 41.02, lng: -92.41 },
        annualRevenue: 350,
        class: 'A1',
        openingHours: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '17:00' }],
        closedOn: ['2026-12-03'],
      },
      { id: 'creston', location: { lat: 41.06, lng: -94.36 }, annualRevenue: 250, class: 'A1', area: 'west' },
      { id: 'burlington', location: { lat: 40.81, lng: -91.11 }, annualRevenue: 150, class: 'B1', visitMinutes: 40 },
    ],
    reps: [
      {
        id: 'R1',
        home: { lat: 41.66, lng: -91.53 },
        workingHours: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '08:30', to: '17:30' }],
        breaks: [{ minutes: 45, between: ['11:30', '13:30'] }],
        overnight: { maxConsecutiveNights: 1, maxNightsPerWeek: 2 },
        channelWidth: { maxCustomers: 6, maxWorkloadMinutesPerWeek: 1000 },
        supervisorId: 'S1',
      },
      {
        id: 'R2',
        home: { lat: 41.59, lng: -93.62 },
        workingHours: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '08:00', to: '17:00' }],
        daysOff: ['2026-12-04'],
        breaks: [{ minutes: 30, between: ['12:00', '13:00'] }],
        overnight: { maxConsecutiveNights: 3, maxNightsPerWeek: 1 },
        channelWidth: { maxCustomers: 4 },
      },
    ],
    supervisors: [{ id: 'S1' }],
    hotels: [
      { id: 'H1', name: 'Waterloo', location: { lat: 42.5, lng: -92.35 }, costPerNight: 95 },
      { id: 'H2', name: 'Ottumwa', location: { lat: 41.01, lng: -92.41 } },
    ],
    policy: {
      classes: [
        { class: 'A1', phoneCalls: null, jointVisits: { visits: 1, per: 'month' } },
        { class: 'B1', phoneCalls: { calls: 1, per: '2 weeks' }, jointVisits: null },
      ],
      agenda: [
        { action: 'walkMarket', minutes: 10, cadence: 'everyVisit' },
        { action: 'checkStock', minutes: 15, cadence: 'everyVisit' },
        { action: 'coachDealer', minutes: 20, cadence: 'monthly' },
      ],
      keyAccounts: { maxPerRep: 1 },
      slots: [{ tag: 'tenant', days: ['fri'], from: '13:30', to: '17:30', maxVisits: 1 }],
    },
  },
  horizon: { start: '2026-11-30', weeks: 2 },
  options: { costs: { perDriveHour: 30, perKm: 0.25, perNight: 90, ownTimeFactor: 0.5 } },
};
